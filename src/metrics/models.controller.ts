import { All, Controller, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ModelsService } from './models.service.js';
import { sendReport } from './report-reply.js';

/** Which models there are, and who has them. */
@Controller('internal/status/models')
export class ModelsController {
  constructor(private readonly models: ModelsService) {}

  @All()
  report(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { url = '' } = request.raw;
    const query = url.indexOf('?');
    return sendReport(request, reply, this.models.report(query < 0 ? '' : url.slice(query + 1)));
  }
}
