import { Injectable } from '@nestjs/common';
import { type JwtConfig, LiveAccessConfig } from '../../config/index.js';
import type { Caller } from '../../core/caller.js';
import { AppLogger } from '../../core/logger.js';
import { Authenticates, type Authenticator, type Credentials } from './authenticator.js';
import { IdentityProvider } from './identity-provider.js';
import { ProviderKeys } from './provider-keys.js';

/**
 * Callers with a signed token of an identity provider (RFC 7519). A token that was verified once is known until it
 * expires, so that only the first request of it waits.
 */
@Injectable()
@Authenticates('jwt')
export class JwtAuthenticator implements Authenticator {
  #provider: IdentityProvider;

  constructor(
    config: LiveAccessConfig,
    private readonly log: AppLogger,
  ) {
    const { jwt } = config.current;
    this.#provider = new IdentityProvider(jwt, new ProviderKeys(jwt.jwksUrl, log), log);
    config.onChange((access) => this.#follow(access.jwt));
  }

  authenticate({ token, address }: Credentials): Caller | undefined | Promise<Caller | undefined> {
    return token === '' ? undefined : this.#provider.callerOf(token, address);
  }

  /**
   * A new description begins without verified tokens, and what is under way by the old one stays with the old one.
   * Keys stay while they come from the same place: the provider may be away just now.
   */
  #follow(jwt: JwtConfig): void {
    const { settings, keys } = this.#provider;
    if (jwt === settings) return;
    const known = jwt.jwksUrl === settings.jwksUrl ? keys : new ProviderKeys(jwt.jwksUrl, this.log);
    this.#provider = new IdentityProvider(jwt, known, this.log);
  }
}
