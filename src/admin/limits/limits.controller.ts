import { Body, Get, HttpCode, Post } from '@nestjs/common';
import { type Gauge, type Limited, LimitsView } from '../../security/index.js';
import { AdminController } from '../http/admin-controller.decorator.js';
import { AdminVisit, Visit } from '../http/admin-visit.js';
import { ApiBodyProblems } from '../http/api-problem.decorator.js';
import { Audited } from '../http/audited.decorator.js';
import { ApiOkResponse, ApiOperation } from '../http/docs.js';
import { notFound } from '../http/problem.js';
import { type GaugeDto, type LimitedDto, LimitResetDto, LimitsDto, LimitsResetDto } from './limits.dto.js';

/** How far limits are used up. */
@AdminController('limits', 'limits')
export class LimitsController {
  constructor(private readonly limits: LimitsView) {}

  @Get()
  @ApiOperation({ summary: 'All limits, and how far they are used up' })
  @ApiOkResponse({ type: LimitsDto })
  view(): LimitsDto {
    const { global, clients, callers, models, endpoints } = this.limits.view();
    return {
      global: global.map(limitedView),
      clients: clients.map(limitedView),
      callers: callers.map(limitedView),
      models: models.map(limitedView),
      endpoints: endpoints.map(limitedView),
    };
  }

  @Post('reset')
  @HttpCode(200)
  @Audited('limits.reset')
  @ApiOperation({ summary: 'Lets somebody, or all of a kind, start anew' })
  @ApiOkResponse({ type: LimitsResetDto })
  @ApiBodyProblems()
  reset(@Body() { kind, key }: LimitResetDto, @Visit() visit: AdminVisit): LimitsResetDto {
    const before = key === undefined ? undefined : this.limits.one(kind, key);
    visit.about(key === undefined ? kind : `${kind}/${key}`, before?.gauges);
    if (key !== undefined && !before) throw notFound(`Nothing is counted for "${key}" among ${kind}`);
    const reset = this.limits.reset(kind, key);
    visit.made({ reset });
    return { reset };
  }
}

/** Somebody with limits, in the words of the API. */
export const limitedView = ({ key, gauges }: Limited): LimitedDto => ({ key, gauges: gauges.map(gaugeView) });

const gaugeView = ({ resetsAt, ...gauge }: Gauge): GaugeDto => ({
  ...gauge,
  ...(resetsAt > 0 && { resets_at: new Date(resetsAt).toISOString() }),
});
