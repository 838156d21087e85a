import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AppLogger } from '../../core/logger.js';
import { accessRecord } from './access-record.js';
import { RequestRecords } from './request-records.js';

/**
 * Access records of what goes to no backend: what Olla answers by itself, and what it refuses before it knows what it is.
 * Looks at `/internal/` that went well are told at `debug`: whoever polls would fill the log.
 */
@Injectable()
export class OwnVisits {
  constructor(
    private readonly logger: AppLogger,
    private readonly records: RequestRecords,
  ) {}

  /** Follows a request to its end. Call it before anything is answered. */
  readonly follow = (request: FastifyRequest, reply: FastifyReply): void => {
    if (!this.records.wanted) return;
    const startedAt = Date.now();
    const tick = performance.now();
    const { method = 'GET', url = '/', headers } = request.raw;
    // Hidden from Fastify before long.
    const contentType = headers['content-type'];
    reply.raw.once('close', () => {
      const { statusCode, headersSent } = reply.raw;
      const status = headersSent ? statusCode : 0;
      const visit = {
        startedAt,
        requestId: request.ollaId,
        clientAddress: request.clientAddress,
        method,
        status,
        requestBytes: Number(headers['content-length'] ?? 0),
        responseBytes: Number(reply.getHeader('content-length') ?? 0),
        durationMs: performance.now() - tick,
        userAgent: headers['user-agent'],
        referer: headers.referer,
        contentType,
        accept: headers.accept,
      };
      this.logger[isLook(method, url, status) ? 'debug' : 'info']('Access log', accessRecord(visit, url));
    });
  };
}

function isLook(method: string, url: string, status: number): boolean {
  if (!url.startsWith('/internal/') || (method !== 'GET' && method !== 'HEAD')) return false;
  return status === 304 || (status >= 200 && status < 300);
}
