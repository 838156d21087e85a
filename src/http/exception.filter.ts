import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { InternalError } from '../core/availability-errors.js';
import { BadRequestError, NotFoundError } from '../core/client-errors.js';
import type { Logger } from '../core/logger.js';
import { OllaError } from '../core/olla-error.js';
import { type ErrorFormat, sendError } from './error-answer.js';
import { dialectOf } from './error-body.js';

/**
 * Renders what controllers and guards throw: Olla's own errors as http-api.md §10 has them, Nest's by
 * their status, everything else as a 500 that tells nothing but its request id.
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
    const body = thrown instanceof HttpException ? thrown.getResponse() : undefined;
    if (thrown instanceof HttpException && typeof body === 'object' && !isNestDefault(body)) {
      void reply.status(thrown.getStatus()).send(body);
      return;
    }
    const error = this.#asOllaError(thrown, request);
    reply.hijack();
    const surface = request.surface;
    const prefix = surface?.kind === 'forward' ? surface.prefix : '';
    const path = (request.raw.url ?? '/').slice(prefix.length);
    sendError(reply.raw, error, {
      format: prefix ? this.errorFormat() : 'text',
      dialect: dialectOf(prefix, path.split('?', 1)[0]!),
      headers: request.ollaHeaders ?? [],
      method: request.method,
    });
  }

  #asOllaError(thrown: unknown, request: FastifyRequest): OllaError {
    if (thrown instanceof OllaError) return thrown;
    if (thrown instanceof HttpException) {
      if (thrown.getStatus() === 404) return new NotFoundError();
      if (thrown.getStatus() < 500) return new BadRequestError(thrown.message);
    }
    const error = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
    this.log.error('Request failed inside Olla', { request_id: request.ollaId, error });
    return new InternalError({ cause: thrown });
  }
}

/** Nest's standard error body says less than ours. */
const isNestDefault = (body: object): boolean => 'statusCode' in body;
