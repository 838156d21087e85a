import { All, Controller, Req, Res, UseFilters, UseGuards } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { sendReport } from '../metrics/index.js';
import { Broadcast } from './feed/broadcast.js';
import { Snapshots } from './feed/snapshots.js';
import { pageAnswer } from './serving/page-answer.js';
import { PageBundle } from './serving/page-bundle.js';
import { PAGE_HEADER_LINES } from './serving/page-headers.js';
import { pagePath } from './serving/page-path.js';
import { PageRefusal } from './serving/page-refusal.js';
import { PageRefusalFilter } from './serving/page-refusal.filter.js';
import { PageGuard } from './serving/page.guard.js';

/** The page for people, and what it is told. */
@Controller('internal/ui')
@UseGuards(PageGuard)
@UseFilters(PageRefusalFilter)
export class DashboardController {
  constructor(
    private readonly bundle: PageBundle,
    private readonly snapshots: Snapshots,
    private readonly broadcast: Broadcast,
  ) {}

  @All()
  root(@Res() reply: FastifyReply): void {
    void reply.redirect('/internal/ui/', 307);
  }

  @All('events')
  events(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    if (request.method === 'HEAD') throw new PageRefusal(405, 'method not allowed', { Allow: 'GET' });
    if (!this.broadcast.hasRoom)
      throw new PageRefusal(503, 'too many pages are open', { 'Retry-After': '5' });
    reply.hijack();
    this.broadcast.join(reply.raw, [...request.ollaHeaders, ...PAGE_HEADER_LINES]);
  }

  @All('snapshot')
  snapshot(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return sendReport(request, reply, this.snapshots.take());
  }

  @All('*')
  file(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    if (!this.bundle.isBuilt) throw new PageRefusal(503, 'dashboard not built; run `npm run build`');
    const path = pagePath(request.raw.url ?? '/');
    const file = path === undefined ? undefined : this.bundle.find(path);
    if (!file) throw new PageRefusal(404, '404 page not found');
    const { status, headers, body } = pageAnswer(file, request.headers);
    void reply.status(status).headers(headers).send(body);
  }
}
