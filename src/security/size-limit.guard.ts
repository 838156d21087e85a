import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { LimitedRequest } from './limited-request.js';
import { SizeLimits } from './size-limits.js';

/** Refuses a request whose head, or whose announced body, is too large. Comes after the rate limit. */
@Injectable()
export class SizeLimitGuard implements CanActivate {
  constructor(private readonly limits: SizeLimits) {}

  canActivate(context: ExecutionContext): boolean {
    const refusal = this.limits.check(context.getArgByIndex<LimitedRequest>(0));
    if (refusal) throw refusal;
    return true;
  }
}
