import { Injectable } from '@nestjs/common';
import { LiveAccessConfig } from '../../config/index.js';
import type { Caller } from '../../core/caller.js';
import { AppLogger } from '../../core/logger.js';
import { Authenticates, type Authenticator, type Credentials } from './authenticator.js';
import { knownKeys, type KnownKey } from './key-callers.js';
import { keyHash } from '../../core/api-key.js';

/**
 * Callers with a key of `access.keys`. Every key takes the same way, known or not: one hash, one look-up. What it is
 * refused for stands in the log, never in the answer.
 */
@Injectable()
@Authenticates('keys')
export class KeysAuthenticator implements Authenticator {
  #keys: ReadonlyMap<string, KnownKey>;

  constructor(
    config: LiveAccessConfig,
    private readonly log: AppLogger,
  ) {
    this.#keys = knownKeys(config.current.keys);
    config.onChange(({ keys }) => {
      this.#keys = knownKeys(keys);
    });
  }

  authenticate({ token, address }: Credentials): Caller | undefined {
    const key = this.#keys.get(keyHash(token));
    if (!key) return undefined;
    const reason = key.disabled ? 'disabled' : key.expiresAt <= Date.now() ? 'expired' : undefined;
    if (reason === undefined) return key.caller;
    this.log.warn('API key is refused', { key: key.caller.name, reason, client_ip: address });
    return undefined;
  }
}
