import type { FastifyReply, FastifyRequest } from 'fastify';
import type { TracingConfig } from '../config/index.js';
import { InternalError } from '../core/availability-errors.js';
import { Exchange } from '../core/exchange.js';
import type { Live } from '../core/live.js';
import type { Logger } from '../core/logger.js';
import { OllaError } from '../core/olla-error.js';
import type { OutcomeHub } from '../metrics/index.js';
import { dialectOf, type ErrorFormat, sendError } from '../http/index.js';
import type { ActiveExchanges } from './active-exchanges.js';
import { pushRoutingHeaders } from './answer-headers.js';
import { breakOff } from './break-off.js';
import type { Pipeline } from './pipeline.js';
import { clientText, originalText } from './refusals.js';
import { outcomeOf } from './settle.js';
import { traceOf } from './trace-of.js';
import type { ReadsUsage } from './usage/usage-reader.js';

/** What the service works with. */
export interface ServiceParts {
  readonly pipeline: Pipeline;
  readonly active: ActiveExchanges;
  readonly outcomes: OutcomeHub;
  readonly usage: ReadsUsage;
  readonly errorFormat: () => ErrorFormat;
  readonly tracing: Live<TracingConfig>;
  readonly log: Logger;
}

/** Takes a request in, has it forwarded, answers what went wrong, and tells the observers how it ended. */
export class ProxyService {
  constructor(private readonly parts: ServiceParts) {}

  /** Resolves when the exchange is over, whatever became of it. Never rejects. */
  async handle(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    reply.hijack();
    const exchange = open(request, reply);
    exchange.trace = traceOf(request, this.parts.tracing.current);
    this.parts.active.add(exchange);
    try {
      await this.parts.pipeline.forward(exchange);
    } catch (error) {
      this.#fail(exchange, error);
    } finally {
      this.parts.active.delete(exchange);
      this.parts.outcomes.settle(outcomeOf(exchange, this.parts.usage));
    }
  }

  #fail(exchange: Exchange, thrown: unknown): void {
    const error = thrown instanceof OllaError ? thrown : new InternalError({ cause: thrown });
    exchange.error = error;
    if (error.source === 'internal' && error.code === 'internal') this.#report(exchange, error);
    if (exchange.cancelled || exchange.reply.destroyed) return;
    if (exchange.committed || exchange.begunEarly) return breakOff(exchange, error);
    const headers = exchange.replyHeaders.slice();
    pushRoutingHeaders(headers, exchange);
    exchange.status = sendError(exchange.reply, error, {
      format: this.parts.errorFormat(),
      dialect: exchange.dialect,
      requestId: exchange.id,
      text: originalText(exchange, error),
      message: clientText(exchange, error),
      headers,
      method: exchange.method,
    });
  }

  #report(exchange: Exchange, error: OllaError): void {
    const cause = error.cause instanceof Error ? error.cause.stack : String(error.cause);
    this.parts.log.error('Request failed inside Olla', { request_id: exchange.id, error: cause });
  }
}

function open(request: FastifyRequest, reply: FastifyReply): Exchange {
  const { raw, surface } = request;
  raw.headers['content-type'] = request.offeredContentType;
  const exchange = new Exchange(
    request.ollaId,
    raw,
    reply.raw,
    request.peerAddress,
    request.clientAddress,
    request.ollaHeaders,
  );
  if (surface?.kind !== 'forward') throw new InternalError();
  const url = raw.url!;
  const query = url.indexOf('?');
  exchange.path = (query < 0 ? url : url.slice(0, query)).slice(surface.prefix.length) || '/';
  if (query >= 0) exchange.query = query === url.length - 1 ? '' : url.slice(query);
  exchange.caller = request.caller;
  exchange.scope = surface.scope;
  exchange.dialect = dialectOf(surface.prefix, exchange.path);
  return exchange;
}
