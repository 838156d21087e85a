import { All, Controller, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { sendJson } from './report-reply.js';
import { versionReport } from './version-report.js';

/** What this build is and can do. */
@Controller('version')
export class VersionController {
  readonly #report = versionReport();

  @All()
  version(@Res() reply: FastifyReply): void {
    void sendJson(reply, this.#report);
  }
}
