import { Injectable } from '@nestjs/common';
import type { createRemoteJWKSet } from 'jose';
import { type JwtConfig, LiveAccessConfig } from '../../config/index.js';
import { AllUnavailableError } from '../../core/availability-errors.js';
import type { Caller } from '../../core/caller.js';
import { AppLogger } from '../../core/logger.js';
import { Authenticates, type Authenticator, type Credentials } from './authenticator.js';
import { callerOf } from './claims.js';
import { keyHash } from '../../core/api-key.js';
import { VerifiedTokens } from './verified-tokens.js';

type Jose = typeof import('jose');
type KeySet = ReturnType<typeof createRemoteJWKSet>;

const KEYS_TIMEOUT_MS = 5_000;
const RETRY_SECONDS = 5;

/**
 * Callers with a signed token of an identity provider (RFC 7519), whose keys are fetched when they are needed and kept
 * (RFC 7517). A token that was verified once is known until it expires, so that only the first request of it waits.
 */
@Injectable()
@Authenticates('jwt')
export class JwtAuthenticator implements Authenticator {
  readonly #verified = new VerifiedTokens();
  #settings: JwtConfig;
  #keys: KeySet | undefined;

  constructor(
    config: LiveAccessConfig,
    private readonly log: AppLogger,
  ) {
    this.#settings = config.current.jwt;
    config.onChange(({ jwt }) => this.#follow(jwt));
  }

  /** @throws AllUnavailableError when the provider's keys cannot be had: that is nobody's fault who calls */
  authenticate({ token, address }: Credentials): Caller | undefined | Promise<Caller | undefined> {
    if (token === '') return undefined;
    const hash = keyHash(token);
    return this.#verified.get(hash, Date.now()) ?? this.#verify(token, hash, address);
  }

  async #verify(token: string, hash: string, address: string): Promise<Caller | undefined> {
    const { issuer, audience, algorithms, clockTolerance, claims, limits } = this.#settings;
    try {
      // Loaded by those who need it: most have no identity provider.
      const jose = await import('jose');
      const { payload } = await jose.jwtVerify(token, this.#keySet(jose), {
        algorithms: [...algorithms],
        clockTolerance: clockTolerance / 1_000,
        ...(issuer && { issuer }),
        ...(audience.length > 0 && { audience: [...audience] }),
      });
      const caller = callerOf(payload, claims, limits);
      if (caller) {
        const expiresAt = payload.exp === undefined ? Infinity : payload.exp * 1_000 + clockTolerance;
        this.#verified.add(hash, caller, expiresAt, Date.now());
      } else this.log.warn('Token names no caller', { claim: claims.name, client_ip: address });
      return caller;
    } catch (error) {
      return this.#refuse(error, address);
    }
  }

  #refuse(error: unknown, address: string): undefined {
    const reason = error instanceof Error ? error.message : String(error);
    if (isTheTokens(error)) {
      this.log.warn('Token is refused', { reason, client_ip: address });
      return undefined;
    }
    this.log.error('Keys of the identity provider cannot be had', {
      url: this.#settings.jwksUrl,
      error: reason,
    });
    throw new AllUnavailableError('Callers cannot be identified at the moment', RETRY_SECONDS);
  }

  #keySet(jose: Jose): KeySet {
    return (this.#keys ??= jose.createRemoteJWKSet(new URL(this.#settings.jwksUrl), {
      timeoutDuration: KEYS_TIMEOUT_MS,
    }));
  }

  #follow(settings: JwtConfig): void {
    if (settings === this.#settings) return;
    if (settings.jwksUrl !== this.#settings.jwksUrl) this.#keys = undefined;
    this.#settings = settings;
    this.#verified.clear();
  }
}

/** What a token can be blamed for; whatever else goes wrong is the provider's doing, or the way to it. */
const THE_TOKENS = new Set([
  'ERR_JWT_EXPIRED',
  'ERR_JWT_CLAIM_VALIDATION_FAILED',
  'ERR_JWT_INVALID',
  'ERR_JWS_INVALID',
  'ERR_JWS_SIGNATURE_VERIFICATION_FAILED',
  'ERR_JOSE_ALG_NOT_ALLOWED',
  'ERR_JOSE_NOT_SUPPORTED',
  'ERR_JWKS_NO_MATCHING_KEY',
  'ERR_JWKS_MULTIPLE_MATCHING_KEYS',
]);

const isTheTokens = (error: unknown): boolean => THE_TOKENS.has((error as { code?: string }).code ?? '');
