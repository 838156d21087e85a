import { Injectable } from '@nestjs/common';
import { timingSafeEqual } from 'node:crypto';
import { LiveAccessConfig } from '../../config/index.js';
import { keyDigest, keyHash } from '../../core/api-key.js';
import type { Caller } from '../../core/caller.js';
import { AppLogger } from '../../core/logger.js';
import { Authenticates, type Authenticator, type Credentials } from './authenticator.js';
import { knownKeys, type KnownKey, NOBODYS_KEY } from './key-callers.js';

type Reason = 'unknown' | 'disabled' | 'expired';

/**
 * Callers with a key of `access.keys`. Every key takes the same way, known or not: one hash, one look-up, one comparison,
 * and when it is refused one record. What it is refused for stands in the log, never in the answer nor in its time.
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
    const hash = keyHash(token);
    const key = this.#keys.get(hash) ?? NOBODYS_KEY;
    const reason = whyNot(key, timingSafeEqual(keyDigest(hash), key.digest), Date.now());
    if (reason === undefined) return key.caller;
    this.log.warn('API key is refused', { key: key.caller.name, reason, client_ip: address });
    return undefined;
  }
}

function whyNot({ disabled, expiresAt }: KnownKey, same: boolean, now: number): Reason | undefined {
  if (!same) return 'unknown';
  if (disabled) return 'disabled';
  return expiresAt <= now ? 'expired' : undefined;
}
