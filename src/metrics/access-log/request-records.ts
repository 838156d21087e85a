import { Injectable } from '@nestjs/common';
import type { Endpoint } from '../../core/endpoint.js';
import type { Exchange } from '../../core/exchange.js';
import { AppLogger } from '../../core/logger.js';
import { LogLevel } from '../../logging/index.js';
import { publicUrl } from '../endpoint-id.js';
import { RequestLogging } from '../metrics-settings.js';
import { redactedQuery } from './redacted-query.js';

/** Tells of requests on their way (proxying.md §19). Costs two field reads where nobody wants to know. */
@Injectable()
export class RequestRecords {
  constructor(
    private readonly logger: AppLogger,
    private readonly level: LogLevel,
    private readonly logging: RequestLogging,
  ) {}

  /** Whether requests that go well are logged at all. */
  get wanted(): boolean {
    if (!this.logging.current.requestLogging) return false;
    const { level } = this.level;
    return level === 'info' || level === 'debug';
  }

  /** Whether somebody looks closely. */
  get detailed(): boolean {
    return this.level.level === 'debug' && this.logging.current.requestLogging;
  }

  /** A request whose candidates are known. */
  received(exchange: Exchange, candidates: number): void {
    if (!this.wanted) return;
    const { id, client, method, path, request, model, body } = exchange;
    const userAgent = request.headers['user-agent'];
    this.logger.info('Request received', {
      request_id: id,
      client_ip: client,
      method,
      path,
      compatible_endpoints: candidates,
      ...(userAgent !== undefined && { user_agent: userAgent }),
      ...(model !== '' && { model }),
      ...(body.length > 0 && { content_length: body.length }),
    });
  }

  /** An attempt that begins. @param path what the endpoint is asked for; its query is not told */
  dispatching(exchange: Exchange, endpoint: Endpoint, path: string): void {
    if (!this.wanted) return;
    this.logger.info('Request dispatching', {
      request_id: exchange.id,
      endpoint: endpoint.name,
      target: publicUrl(endpoint.origin + path),
      model: exchange.nativeModel || exchange.model,
    });
    if (this.detailed) this.#details(exchange, path);
  }

  #details({ id, query, request }: Exchange, path: string): void {
    const end = path.indexOf('?');
    this.logger.debug('Request details', {
      request_id: id,
      target_path: end < 0 ? path : path.slice(0, end),
      query: redactedQuery(query.slice(1)),
      content_type: request.headers['content-type'] ?? '',
    });
  }
}
