import { type ArgumentsHost, Catch } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ConfigSource } from '../config/index.js';
import { AppLogger } from '../core/logger.js';
import { AllExceptionsFilter } from '../http/index.js';
import { OutcomeHub } from '../metrics/index.js';
import { turnedAway } from './turned-away.js';

/**
 * What goes wrong on proxied routes before they are served is told in the client's dialect, whoever the application belongs
 * to; and to the observers, like every outcome.
 */
@Catch()
export class ProxiedErrorsFilter extends AllExceptionsFilter {
  constructor(
    private readonly config: ConfigSource,
    log: AppLogger,
    private readonly outcomes: OutcomeHub,
  ) {
    super(() => config.current.server.errorFormat, log);
  }

  override catch(thrown: unknown, host: ArgumentsHost): void {
    // oxlint-disable-next-line promise/valid-params -- a filter's method, not a promise's
    super.catch(thrown, host);
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const { tracing } = this.config.current;
    this.outcomes.settle(turnedAway(request, http.getResponse<FastifyReply>(), thrown, tracing));
  }
}
