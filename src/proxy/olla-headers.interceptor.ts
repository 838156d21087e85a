import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Observable } from 'rxjs';
import { OLLA_HEADER } from '../core/header-names.js';
import { requestIdOf } from '../http/index.js';

/** The part of Nest's `ExecutionContext` that is looked at: the handler's arguments. */
export type CallContext = Pick<ExecutionContext, 'getArgByIndex'>;

/**
 * Gives a request that the guards let in its id, the first of the `X-Olla-*` lines of its answer. The
 * others depend on who answers: `answerHeaders` adds them in the moment in which the head is written.
 */
@Injectable()
export class OllaHeadersInterceptor implements NestInterceptor {
  intercept(context: CallContext, next: CallHandler): Observable<unknown> {
    const request = context.getArgByIndex<FastifyRequest>(0);
    request.ollaId = requestIdOf(request.raw.headers['x-request-id']);
    request.ollaHeaders.push(OLLA_HEADER.requestId, request.ollaId);
    return next.handle();
  }
}
