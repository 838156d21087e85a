import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type DashboardConfig, LiveDashboardConfig } from '../../config/index.js';
import { NotFoundError } from '../../core/client-errors.js';
import { AppLogger } from '../../core/logger.js';
import { AccessPolicy, CONFIG_KEY, hostName, type PolicyReason, refusalText } from '../../security/index.js';
import { PAGE_HEADERS } from './page-headers.js';
import { PageRefusal } from './page-refusal.js';

const READS = new Set(['GET', 'HEAD']);

/** Lets in whom `dashboard.access_policy` lets in, to look and nothing else. */
@Injectable()
export class PageGuard implements CanActivate {
  #config: DashboardConfig | undefined;
  #policy = new AccessPolicy({ allowedCidrs: [], allowedHosts: [] });

  constructor(
    private readonly live: LiveDashboardConfig,
    private readonly log: AppLogger,
  ) {}

  canActivate(context: ExecutionContext): boolean {
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const config = this.live.current;
    if (!config.enabled) throw new NotFoundError();
    void http.getResponse<FastifyReply>().headers(PAGE_HEADERS);
    const { host } = request.headers;
    const reason = this.#policyOf(config).check(request.peerAddress, host);
    if (reason !== undefined) {
      this.#tell(reason, request);
      throw new PageRefusal(403, refusalText(reason, request.peerAddress, host));
    }
    if (!READS.has(request.method)) {
      throw new PageRefusal(405, 'method not allowed', { Allow: 'GET, HEAD' });
    }
    return true;
  }

  #policyOf(config: DashboardConfig): AccessPolicy {
    if (config !== this.#config) {
      this.#config = config;
      this.#policy = new AccessPolicy(config.accessPolicy);
    }
    return this.#policy;
  }

  #tell(reason: PolicyReason, { peerAddress, headers, ollaId }: FastifyRequest): void {
    this.log.warn('Dashboard refused', {
      ...(ollaId && { request_id: ollaId }),
      reason,
      config_key: CONFIG_KEY[reason],
      client_ip: peerAddress,
      host: hostName(headers.host),
    });
  }
}
