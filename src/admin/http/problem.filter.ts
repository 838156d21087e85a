import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AppLogger } from '../../core/logger.js';
import { OllaError } from '../../core/olla-error.js';
import { AuditLog } from '../audit/audit-log.js';
import { Problem } from './problem.js';

/** Answers what goes wrong below `/internal/admin` with problem details (RFC 9457); faults of ours tell only their request id. */
@Catch()
@Injectable()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly audit: AuditLog,
    private readonly log: AppLogger,
  ) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const problem = this.#asProblem(thrown, request);
    this.#tell(problem, request);
    if (reply.sent || reply.raw.headersSent || reply.raw.destroyed) return;
    const body = Buffer.from(JSON.stringify(bodyOf(problem, request)));
    void reply
      .status(problem.status)
      .headers({
        ...problem.headers,
        'Cache-Control': 'no-store',
        'Content-Type': 'application/problem+json',
      })
      .send(body);
  }

  #asProblem(thrown: unknown, { ollaId }: FastifyRequest): Problem {
    if (thrown instanceof Problem) return thrown;
    const status = refusalOf(thrown);
    if (status !== undefined) return new Problem(status, (thrown as Error).message);
    const error = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
    this.log.error('Admin request failed inside Olla', { request_id: ollaId, error });
    return new Problem(500, 'The log has more under the id of this request');
  }

  /** Who is turned away at the door is worth a line; changes that come to nothing are worth a record. */
  #tell({ status, detail }: Problem, { admin, method, url, clientAddress, ollaId }: FastifyRequest): void {
    if (!admin) return;
    if (admin.who === '') {
      const facts = { client: clientAddress, method, path: pathOf(url), status, reason: detail };
      this.log.warn('Admin request refused', { ...facts, request_id: ollaId });
    }
    if (admin.action !== undefined) this.audit.record(admin, { status, detail });
  }
}

/** The status of a refusal that was thrown in somebody else's words; undefined for a fault. */
function refusalOf(thrown: unknown): number | undefined {
  if (!(thrown instanceof Error)) return undefined;
  const status = statusOf(thrown);
  return status !== undefined && status >= 400 && status < 500 ? status : undefined;
}

function statusOf(error: Error): number | undefined {
  if (error instanceof HttpException) return error.getStatus();
  if (error instanceof OllaError) return error.status;
  // What Fastify refuses while it reads a body.
  const { statusCode } = error as { statusCode?: unknown };
  return typeof statusCode === 'number' ? statusCode : undefined;
}

function bodyOf(problem: Problem, { url, ollaId }: FastifyRequest): object {
  const { type, title, status, detail, errors } = problem;
  return { type, title, status, detail, instance: pathOf(url), request_id: ollaId, errors };
}

const pathOf = (url: string): string => url.split('?', 1)[0]!;
