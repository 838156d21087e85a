import { Controller, Get, Param, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { ADMIN_ROOT, AdminOnly } from '../http/admin-controller.decorator.js';
import { ApiExcludeController } from '../http/docs.js';
import { notFound } from '../http/problem.js';
import { DOCS_PAGE, DOCS_POLICY, DOCS_START } from './docs-page.js';

const SCRIPT = 'text/javascript; charset=utf-8';
/** What the page loads, and as what: no other file of the library can be reached. */
const FILES: ReadonlyMap<string, string> = new Map([
  ['swagger-ui.css', 'text/css; charset=utf-8'],
  ['swagger-ui-bundle.js', SCRIPT],
  ['favicon-32x32.png', 'image/png'],
]);

/** The document of the admin API as a page to read and to try. */
@ApiExcludeController()
@Controller(ADMIN_ROOT)
@AdminOnly()
export class DocsController {
  @Get('docs')
  page(@Res() reply: FastifyReply): void {
    send(reply, 'text/html; charset=utf-8', DOCS_PAGE);
  }

  @Get('docs/start.js')
  start(@Res() reply: FastifyReply): void {
    send(reply, SCRIPT, DOCS_START);
  }

  @Get('docs/:file')
  async file(@Param('file') name: string, @Res() reply: FastifyReply): Promise<void> {
    const type = FILES.get(name);
    if (type === undefined) throw notFound('The page has no such file');
    const library = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
    send(reply, type, await readFile(join(library, name)));
  }
}

function send(reply: FastifyReply, type: string, content: string | Buffer): void {
  void reply
    .headers({
      'Content-Type': type,
      'Content-Security-Policy': DOCS_POLICY,
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
    })
    .send(content);
}
