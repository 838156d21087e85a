import { All, Controller, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { register } from 'prom-client';

/** The metrics as Prometheus reads them; also those that an extension registers. */
@Controller()
export class PrometheusController {
  @All()
  async metrics(@Res() reply: FastifyReply): Promise<void> {
    const text = await register.metrics();
    void reply.header('Content-Type', register.contentType).send(text);
  }
}
