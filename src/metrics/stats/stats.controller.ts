import { All, Controller, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { queryOf } from '../query.js';
import { sendJson } from '../report-reply.js';
import { ModelStatsService } from './model-stats.service.js';
import { stickyReport, StickyView } from './sticky-report.js';
import { translatorReport } from './translator-report.js';
import { TranslatorStats } from './translator-stats.js';

/** What was counted, by model, translator and conversation. Any method asks; none changes anything. */
@Controller('internal/stats')
export class StatsController {
  constructor(
    private readonly modelStats: ModelStatsService,
    private readonly translatorStats: TranslatorStats,
    private readonly stickySessions: StickyView,
  ) {}

  @All('models')
  models(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    const query = queryOf(request);
    void sendJson(
      reply,
      this.modelStats.report({
        perModel: query.get('include_endpoints') === 'true',
        perEndpoint: query.get('include_summary') === 'true',
      }),
    );
  }

  @All('translators')
  translators(@Res() reply: FastifyReply): void {
    void sendJson(reply, translatorReport(this.translatorStats.translators, Date.now()));
  }

  @All('sticky')
  sticky(@Res() reply: FastifyReply): void {
    void sendJson(reply, stickyReport(this.stickySessions.stickyView()));
  }
}
