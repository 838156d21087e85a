import { All, type CallHandler, Controller, Req, Res, UseFilters, UseGuards } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { NEVER } from 'rxjs';
import { AccessGuard, RateLimitGuard, SizeLimitGuard } from '../security/index.js';
import { type CallContext, OllaHeadersInterceptor } from './olla-headers.interceptor.js';
import { ProxiedErrorsFilter } from './proxied-errors.filter.js';
import { ProxyService } from './proxy.service.js';

/**
 * Everything under `/olla/` that goes on to a backend. The interceptor stands around the handler, but is
 * called from here: the chain of Observables that `@UseInterceptors` builds for each request makes a third
 * of its garbage and a fifth of its time. An interceptor that a company binds globally still runs through
 * Nest, and then that price is paid.
 */
@UseFilters(ProxiedErrorsFilter)
@UseGuards(AccessGuard, RateLimitGuard, SizeLimitGuard)
@Controller('olla')
export class ProxyController {
  constructor(
    private readonly proxy: ProxyService,
    private readonly headers: OllaHeadersInterceptor,
  ) {}

  @All('*')
  forward(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    const call = new Call(this.proxy, request, reply);
    this.headers.intercept(call, call);
  }
}

/** One call of the handler as an interceptor sees it: what it was called with, and how to go on. */
class Call implements CallHandler<never>, CallContext {
  constructor(
    private readonly proxy: ProxyService,
    private readonly request: FastifyRequest,
    private readonly reply: FastifyReply,
  ) {}

  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- as Nest declares it
  getArgByIndex<T>(index: number): T {
    return [this.request, this.reply][index] as T;
  }

  /**
   * Nest is not made to wait: the service answers by itself and never rejects, while whatever Nest keeps
   * for a handler that is under way would outlive young collections by the thousand.
   */
  handle(): typeof NEVER {
    void this.proxy.handle(this.request, this.reply);
    return NEVER;
  }
}
