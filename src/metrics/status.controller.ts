import { All, Controller, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { endpointsReport } from './endpoints-report.js';
import { OverviewService } from './overview.service.js';
import { sendReport } from './report-reply.js';
import { statusReport } from './status-report.js';

/** How Olla and its endpoints are doing. Any method asks; none changes anything. */
@Controller('internal/status')
export class StatusController {
  constructor(private readonly overview: OverviewService) {}

  @All()
  status(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return sendReport(request, reply, statusReport(this.overview.take()));
  }

  @All('endpoints')
  endpoints(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return sendReport(request, reply, endpointsReport(this.overview.take()));
  }
}
