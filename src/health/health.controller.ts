import { All, Controller, Res, ServiceUnavailableException } from '@nestjs/common';
import {
  HealthCheck,
  HealthCheckService,
  type HealthIndicatorFunction,
  HealthIndicatorService,
} from '@nestjs/terminus';
import type { FastifyReply } from 'fastify';
import { Readiness } from './readiness.js';

/** As a buffer, since Fastify would add a charset to the type of a text. */
const HEALTHY = Buffer.from('{"status":"healthy"}');

/** What load balancers and Kubernetes ask. Any method reaches a handler (http-api.md §2). */
@Controller('internal/health')
export class HealthController {
  constructor(
    private readonly checks: HealthCheckService,
    private readonly indicators: HealthIndicatorService,
    private readonly readiness: Readiness,
  ) {}

  /** The process answers. Says nothing about backends. */
  @All()
  health(@Res() reply: FastifyReply): void {
    reply.header('content-type', 'application/json').send(HEALTHY);
  }

  @All('live')
  @HealthCheck()
  live(@Res({ passthrough: true }) reply: FastifyReply): Promise<object> {
    return this.#answer(reply, () => this.indicators.check('process').up());
  }

  @All('ready')
  @HealthCheck()
  ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<object> {
    return this.#answer(reply, () => {
      const { ready, ...facts } = this.readiness.view();
      const indicator = this.indicators.check('fleet');
      return ready ? indicator.up(facts) : indicator.down(facts);
    });
  }

  /** A failed check is an answer of its own, not an error in the format of the API. */
  async #answer(reply: FastifyReply, indicator: HealthIndicatorFunction): Promise<object> {
    try {
      return await this.checks.check([indicator]);
    } catch (error) {
      if (!(error instanceof ServiceUnavailableException)) throw error;
      reply.status(error.getStatus());
      return error.getResponse() as object;
    }
  }
}
