import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { InjectThrottlerStorage } from '@nestjs/throttler';
import { RateLimitedError } from '../core/client-errors.js';
import { AppLogger } from '../core/logger.js';
import { ServerLimits } from './limit-settings.js';
import { type LimitedRequest, pathOf } from './limited-request.js';
import { RateLimiter, type Verdict } from './rate-limiter.js';
import { TokenBucketStorage } from './token-bucket.storage.js';
import { Violations } from './violations.js';

const HEALTH_PATH = '/internal/health';

/**
 * Refuses a client that asks too often. It uses the storage that the throttler module holds, but not the
 * module's guard: that one works with promises and a hash per limit, at eight times the cost.
 */
@Injectable()
export class RateLimitGuard implements CanActivate {
  readonly #limiter: RateLimiter;

  constructor(
    @InjectThrottlerStorage() storage: TokenBucketStorage,
    private readonly limits: ServerLimits,
    private readonly violations: Violations,
    private readonly logger: AppLogger,
  ) {
    this.#limiter = new RateLimiter(storage);
  }

  canActivate(context: ExecutionContext): boolean {
    const request = context.getArgByIndex<LimitedRequest>(0);
    const question = { client: request.clientAddress, health: asksForHealth(request.raw.url) };
    const verdict = this.#limiter.admit(question, this.limits.current.rateLimits, performance.now());
    request.ollaHeaders.push(
      'X-RateLimit-Limit',
      String(verdict.limit),
      'X-RateLimit-Remaining',
      String(verdict.remaining),
      'X-RateLimit-Reset',
      String(Math.floor(Date.now() / 1_000) + 60),
    );
    if (!verdict.allowed) throw this.#refuse(request, verdict);
    return true;
  }

  #refuse(request: LimitedRequest, verdict: Verdict): RateLimitedError {
    const client = request.clientAddress;
    const path = pathOf(request.raw);
    this.violations.record({ type: 'rate_limit', client, path });
    this.logger.warn('Rate limit exceeded', {
      ...(request.ollaId && { request_id: request.ollaId }),
      client_ip: client,
      method: request.raw.method,
      path,
      limit: verdict.limit,
      retry_after: verdict.retryAfterSeconds,
    });
    return new RateLimitedError(verdict.retryAfterSeconds);
  }
}

function asksForHealth(url = ''): boolean {
  return url === HEALTH_PATH || url.startsWith(`${HEALTH_PATH}?`);
}
