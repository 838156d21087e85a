import { All, Controller, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { ADMIN_ROOT, AdminOnly } from './admin-controller.decorator.js';
import { AdminRoutes } from './admin-routes.js';
import { ApiExcludeController } from './docs.js';
import { notFound, Problem } from './problem.js';

/** Answers what no other route of the admin API takes. */
@ApiExcludeController()
@Controller(ADMIN_ROOT)
@AdminOnly()
export class UnknownPathController {
  constructor(private readonly routes: AdminRoutes) {}

  @All(['', '*'])
  refuse(@Req() { url, method }: FastifyRequest): never {
    const methods = this.routes.methodsOf(url.split('?', 1)[0]!);
    if (methods.length === 0) throw notFound('The admin API has no such path');
    const Allow = methods.join(', ');
    throw new Problem(405, `${method} is not possible here, only ${Allow}`, { headers: { Allow } });
  }
}
