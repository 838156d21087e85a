import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { InjectThrottlerStorage } from '@nestjs/throttler';
import { RateLimitedError } from '../../core/client-errors.js';
import type { Caller } from '../../core/caller.js';
import { AppLogger } from '../../core/logger.js';
import { ServerLimits } from '../limit-settings.js';
import { type LimitedRequest, pathOf } from '../limited-request.js';
import { CallerLimiter } from './caller-limiter.js';
import { policyField, remainingField } from './rate-limit-fields.js';
import { RateLimiter, type Verdict } from './rate-limiter.js';
import { TokenBucketStorage } from './token-bucket.storage.js';
import { Violations } from '../violations.js';

const HEALTH_PATH = '/internal/health';

/**
 * Refuses a client, or a caller, that asks too often. It uses the storage that the throttler module holds, but not the
 * module's guard: that one works with promises and a hash per limit, at eight times the cost.
 */
@Injectable()
export class RateLimitGuard implements CanActivate {
  readonly #limiter: RateLimiter;
  /** The policy of addresses as a header line, and the limit that it tells. */
  #policy = '';
  #policyFor = 0;

  constructor(
    @InjectThrottlerStorage() storage: TokenBucketStorage,
    private readonly limits: ServerLimits,
    private readonly callers: CallerLimiter,
    private readonly violations: Violations,
    private readonly logger: AppLogger,
  ) {
    this.#limiter = new RateLimiter(storage);
  }

  canActivate(context: ExecutionContext): boolean {
    const request = context.getArgByIndex<LimitedRequest>(0);
    const question = { client: request.clientAddress, health: asksForHealth(request.raw.url) };
    const verdict = this.#limiter.admit(question, this.limits.current.rateLimits, performance.now());
    this.#tell(request.ollaHeaders, verdict);
    if (!verdict.allowed) {
      const { limit, retryAfterSeconds } = verdict;
      throw this.#refuse(request, { limit, retry_after: retryAfterSeconds });
    }
    if (request.caller !== undefined) this.#admitCaller(request, request.caller);
    return true;
  }

  #admitCaller(request: LimitedRequest, caller: Caller): void {
    const exhausted = this.callers.admit(caller, request.ollaHeaders);
    if (!exhausted) return;
    this.#limiter.giveBack(this.limits.current.rateLimits, performance.now());
    const wait = exhausted.waitSeconds(Date.now());
    const facts = { caller: caller.name, limit: exhausted.text, retry_after: wait };
    throw this.#refuse(request, facts, `Your limit of ${exhausted.text} is used up`);
  }

  /** The original's lines, and those of the draft where the client itself was counted. */
  #tell(lines: string[], { limit, remaining, atOnce, resetMs }: Verdict): void {
    lines.push(
      'X-RateLimit-Limit',
      String(limit),
      'X-RateLimit-Remaining',
      String(remaining),
      'X-RateLimit-Reset',
      String(Math.floor(Date.now() / 1_000) + 60),
    );
    if (resetMs === undefined) return;
    if (limit !== this.#policyFor) {
      this.#policyFor = limit;
      this.#policy = policyField('ip', limit, 60);
    }
    lines.push('RateLimit-Policy', this.#policy, 'RateLimit', remainingField('ip', atOnce, resetMs));
  }

  #refuse(
    request: LimitedRequest,
    facts: { readonly retry_after: number; readonly [fact: string]: unknown },
    message?: string,
  ): RateLimitedError {
    const client = request.clientAddress;
    const path = pathOf(request.raw);
    this.violations.record({ type: 'rate_limit', client, path });
    this.logger.warn('Rate limit exceeded', {
      ...(request.ollaId && { request_id: request.ollaId }),
      client_ip: client,
      method: request.raw.method,
      path,
      ...facts,
    });
    return new RateLimitedError(facts.retry_after, message);
  }
}

function asksForHealth(url = ''): boolean {
  return url === HEALTH_PATH || url.startsWith(`${HEALTH_PATH}?`);
}
