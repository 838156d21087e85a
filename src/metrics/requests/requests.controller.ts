import { All, Controller, NotFoundException, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { formatTime } from '../formats.js';
import { queryOf } from '../query.js';
import { sendReport } from '../report-reply.js';
import { requestFilter } from './request-filter.js';
import { RequestHistory } from './request-history.js';
import { requestReport, requestSummary } from './request-report.js';

/** The requests that ended last, and the story of each. Any method asks; none changes anything. */
@Controller('internal/requests')
export class RequestsController {
  constructor(private readonly history: RequestHistory) {}

  @All()
  list(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const capacity = this.#capacity();
    const { limit, matches } = requestFilter(queryOf(request));
    const requests: object[] = [];
    for (const record of this.history.newestFirst()) {
      if (requests.length === limit) break;
      if (matches(record)) requests.push(requestSummary(record));
    }
    return sendReport(request, reply, { timestamp: formatTime(Date.now()), capacity, requests });
  }

  @All(':id')
  one(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const capacity = this.#capacity();
    const record = this.history.find(id);
    if (record) return sendReport(request, reply, requestReport(record));
    throw new NotFoundException(`No request of that id is among the last ${capacity}`);
  }

  #capacity(): number {
    const { capacity } = this.history;
    if (capacity > 0) return capacity;
    throw new NotFoundException('No requests are remembered: engineering.request_history is 0');
  }
}
