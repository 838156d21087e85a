import { All, Controller, Req, Res } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Exposition } from './exposition.js';

/** The metrics as Prometheus reads them; also those that an extension registers. */
@Controller()
export class PrometheusController {
  /** The library's module holds this controller, and knows nothing of ours. */
  constructor(private readonly modules: ModuleRef) {}

  @All()
  async metrics(@Req() { headers }: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const openMetrics = headers.accept?.includes('application/openmetrics-text') ?? false;
    const { type, text } = await this.modules.get(Exposition, { strict: false }).render(openMetrics);
    void reply.header('Content-Type', type).send(text);
  }
}
