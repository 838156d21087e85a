import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { InternalError } from '../core/availability-errors.js';
import { NotFoundError } from '../core/client-errors.js';
import type { Logger } from '../core/logger.js';
import { OllaError } from '../core/olla-error.js';
import { type ErrorFormat, sendError } from './error-answer.js';
import { dialectOf } from './error-body.js';
import { HttpRefusal } from './http-refusal.js';
import { identify } from './identify.js';

/**
 * Renders what controllers and guards throw: Olla's own errors as http-api.md §10 has them, Nest's as they
 * are from controllers and in the client's dialect under `/olla/`, everything else as a 500 that tells
 * nothing but its request id.
 */
@Catch()
export class AllExceptionsFilter implements ExceptionFilter {
  constructor(
    private readonly errorFormat: () => ErrorFormat,
    private readonly log: Logger,
  ) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    if (reply.raw.headersSent || reply.raw.destroyed) return;
    const proxied = request.surface?.kind === 'forward' ? request.surface : undefined;
    if (thrown instanceof HttpException && !request.is404) {
      const body = nestBody(thrown);
      if (!proxied || !('statusCode' in body)) return void reply.status(thrown.getStatus()).send(body);
    }
    const error = this.#asOllaError(thrown, request);
    if (proxied && !request.ollaId && (error.status === 401 || error.status === 403)) identify(request);
    reply.hijack();
    const prefix = proxied?.prefix ?? '';
    const path = (request.raw.url ?? '/').slice(prefix.length);
    sendError(reply.raw, error, {
      format: proxied ? this.errorFormat() : 'text',
      dialect: dialectOf(prefix, path.split('?', 1)[0]!),
      ...(request.ollaId && { requestId: request.ollaId }),
      headers: request.ollaHeaders ?? [],
      method: request.method,
    });
  }

  #asOllaError(thrown: unknown, request: FastifyRequest): OllaError {
    if (thrown instanceof OllaError) return thrown;
    if (thrown instanceof HttpException) return request.is404 ? new NotFoundError() : new HttpRefusal(thrown);
    const error = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
    this.log.error('Request failed inside Olla', { request_id: request.ollaId, error });
    return new InternalError({ cause: thrown });
  }
}

/** The body that Nest itself would send. */
function nestBody(exception: HttpException): object {
  const body = exception.getResponse();
  return typeof body === 'object' ? body : { statusCode: exception.getStatus(), message: body };
}
