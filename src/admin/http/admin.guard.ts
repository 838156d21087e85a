import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type AdminConfig, LiveAdminConfig } from '../../config/index.js';
import { AdminTokens, offeredToken } from './admin-tokens.js';
import { AdminVisit } from './admin-visit.js';
import { Audited } from './audited.decorator.js';
import { changesState, isFromForeignPage } from './foreign-page.js';
import { whyNotLocal } from './own-machine.js';
import { notFound, Problem } from './problem.js';

const HOW = 'configure a token under admin.tokens to use the admin API from elsewhere';

/** Lets operators in and nobody else: whoever has a token or, as long as none is configured, whoever is on this machine. */
@Injectable()
export class AdminGuard implements CanActivate {
  #config: AdminConfig | undefined;
  #tokens = new AdminTokens({ tokens: [] });

  constructor(
    private readonly live: LiveAdminConfig,
    private readonly reflector: Reflector,
  ) {}

  canActivate(context: ExecutionContext): boolean {
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    void http.getResponse<FastifyReply>().header('Cache-Control', 'no-store');
    const config = this.live.current;
    if (!config.enabled) throw notFound('The admin API is switched off');
    const action = this.reflector.get(Audited, context.getHandler());
    request.admin = new AdminVisit(action, request.clientAddress, request.ollaId);
    request.admin.who = this.#identify(request, config);
    return true;
  }

  #identify(request: FastifyRequest, config: AdminConfig): string {
    const tokens = this.#tokensOf(config);
    if (!tokens.any) return this.#onThisMachine(request);
    const offered = offeredToken(request.headers);
    const who = offered === undefined ? undefined : tokens.nameOf(offered);
    if (who === undefined) {
      const headers = { 'WWW-Authenticate': 'Bearer realm="olla-admin"' };
      throw new Problem(401, 'Send a token as "Authorization: Bearer <token>" or X-Admin-Token', { headers });
    }
    if (changesState(request.method)) refusePages(request);
    return who;
  }

  /** Without a token a page that may read answers would be an operator: it is kept from looking as well. */
  #onThisMachine(request: FastifyRequest): string {
    const reason = whyNotLocal(request.peerAddress, request.headers);
    if (reason !== undefined) throw new Problem(403, `Refused, as ${reason}: ${HOW}`);
    refusePages(request);
    return 'loopback';
  }

  #tokensOf(config: AdminConfig): AdminTokens {
    if (config !== this.#config) {
      this.#config = config;
      this.#tokens = new AdminTokens(config);
    }
    return this.#tokens;
  }
}

function refusePages(request: FastifyRequest): void {
  if (isFromForeignPage(request)) throw new Problem(403, 'Refused, as a page of another site sent it');
}
