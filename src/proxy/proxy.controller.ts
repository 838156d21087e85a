import { All, Controller, Req, Res, UseGuards, UseInterceptors } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { RateLimitGuard, SizeLimitGuard } from '../security/index.js';
import { OllaHeadersInterceptor } from './olla-headers.interceptor.js';
import { ProxyService } from './proxy.service.js';

/** Everything under `/olla/` that goes on to a backend. */
@UseGuards(RateLimitGuard, SizeLimitGuard)
@UseInterceptors(OllaHeadersInterceptor)
@Controller('olla')
export class ProxyController {
  constructor(private readonly proxy: ProxyService) {}

  /**
   * Nest is not made to wait: `handle` answers by itself and never rejects, while whatever Nest keeps for
   * a handler that is under way would outlive young collections by the thousand.
   */
  @All('*')
  forward(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    void this.proxy.handle(request, reply);
  }
}
