import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { PAGE_HEADERS } from './page-headers.js';
import { PageRefusal } from './page-refusal.js';

/** Says why in a line of plain text. */
@Catch(PageRefusal)
export class PageRefusalFilter implements ExceptionFilter<PageRefusal> {
  catch({ status, message, headers }: PageRefusal, host: ArgumentsHost): void {
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    void reply
      .status(status)
      .headers({ ...PAGE_HEADERS, ...headers, 'Cache-Control': 'no-store' })
      .type('text/plain; charset=utf-8')
      .send(`${message}\n`);
  }
}
