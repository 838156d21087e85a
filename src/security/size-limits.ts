import { Injectable } from '@nestjs/common';
import { BodyTooLargeError, HeadersTooLargeError } from '../core/client-errors.js';
import { AppLogger } from '../core/logger.js';
import { ServerLimits } from './limit-settings.js';
import { type LimitedRequest, pathOf } from './limited-request.js';
import { bodyLimit, declaredLength, effectiveHeaderLimit, headSize, isHeadOver } from './request-size.js';
import { Violations } from './violations.js';

const LARGE = 50 * 1_048_576;

/** The size limits of http-api.md §9: what a request announces, and what turns out while it is read. */
@Injectable()
export class SizeLimits {
  constructor(
    private readonly limits: ServerLimits,
    private readonly violations: Violations,
    private readonly logger: AppLogger,
  ) {}

  /** The most bytes that may be read of a body; infinite when there is no limit. */
  get body(): number {
    return bodyLimit(this.limits.current.requestLimits.maxBodySize);
  }

  /** The refusal that the head of the request has earned. When both are too large, the body counts. */
  check(request: LimitedRequest): BodyTooLargeError | HeadersTooLargeError | undefined {
    const length = declaredLength(request.raw);
    if (length > this.body) return this.refuseBody(request, length);
    const limit = effectiveHeaderLimit(this.limits.current.requestLimits.maxHeaderSize);
    if (!isHeadOver(request.raw, limit)) return undefined;
    this.#refuse(request, 'request headers too large', headSize(request.raw), limit);
    return new HeadersTooLargeError();
  }

  /**
   * Records a body that is over the limit and gives the error to throw.
   * @param size what was announced; one more than the limit when nobody knows
   */
  refuseBody(request: LimitedRequest, size: number = this.body + 1): BodyTooLargeError {
    this.#refuse(request, 'request body too large', size, this.body);
    return new BodyTooLargeError();
  }

  #refuse(request: LimitedRequest, reason: string, size: number, limit: number): void {
    const path = pathOf(request.raw);
    this.violations.record({ type: 'size_limit', client: request.peerAddress, path, size });
    const facts = {
      ...(request.ollaId && { request_id: request.ollaId }),
      reason,
      method: request.raw.method,
      path,
      remote_addr: request.peerAddress,
      size,
      limit,
    };
    this.logger.warn('Request rejected', facts);
    if (size > LARGE) this.logger.warn('Large request blocked', facts);
  }
}
