import type { JWTPayload, JWTVerifyOptions } from 'jose';
import type { JwtConfig } from '../../config/index.js';
import { keyHash } from '../../core/api-key.js';
import { AllUnavailableError } from '../../core/availability-errors.js';
import type { Caller } from '../../core/caller.js';
import type { Logger } from '../../core/logger.js';
import { callerOf } from './claims.js';
import type { ProviderKeys } from './provider-keys.js';
import { tokenFault } from './token-error.js';
import { verifiedPayload } from './verified-payload.js';
import { VerifiedTokens } from './verified-tokens.js';

const RETRY_SECONDS = 5;

/** An identity provider as one configuration describes it, and the tokens that were verified by that description. */
export class IdentityProvider {
  readonly #verified = new VerifiedTokens();
  readonly #options: JWTVerifyOptions;

  constructor(
    readonly settings: JwtConfig,
    readonly keys: ProviderKeys,
    private readonly log: Logger,
  ) {
    const { issuer, audience, algorithms, clockTolerance } = settings;
    this.#options = {
      algorithms: [...algorithms],
      clockTolerance: clockTolerance / 1_000,
      ...(issuer && { issuer }),
      ...(audience.length > 0 && { audience: [...audience] }),
    };
  }

  /** @throws AllUnavailableError when the provider's keys cannot be had: that is nobody's fault who calls */
  callerOf(token: string, address: string): Caller | undefined | Promise<Caller | undefined> {
    const hash = keyHash(token);
    return this.#verified.get(hash, Date.now()) ?? this.#verify(token, hash, address);
  }

  async #verify(token: string, hash: string, address: string): Promise<Caller | undefined> {
    let payload: JWTPayload;
    try {
      payload = await verifiedPayload(token, this.keys, this.#options);
    } catch (error) {
      const fault = tokenFault(error);
      if (!fault) throw new AllUnavailableError('Callers cannot be identified at the moment', RETRY_SECONDS);
      this.log.warn('Token is refused', { ...fault, client_ip: address });
      return undefined;
    }
    const { claims, limits, clockTolerance } = this.settings;
    const caller = callerOf(payload, claims, limits);
    if (!caller) {
      this.log.warn('Token names no caller', { claim: claims.name, client_ip: address });
      return undefined;
    }
    const expiresAt = payload.exp === undefined ? Infinity : payload.exp * 1_000 + clockTolerance;
    this.#verified.add(hash, caller, expiresAt, Date.now());
    return caller;
  }
}
