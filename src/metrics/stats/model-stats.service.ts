import { Injectable } from '@nestjs/common';
import { FleetStore } from '../../registry/index.js';
import { StatsService } from '../stats.service.js';
import { modelStatsReport, type ModelStatsReport, type ModelStatsWishes } from './model-stats-report.js';

const BARE: ModelStatsWishes = { perModel: false, perEndpoint: false };

/** Tells what was counted of models, for `/internal/stats/models` and for whoever has to agree with it. */
@Injectable()
export class ModelStatsService {
  constructor(
    private readonly stats: StatsService,
    private readonly store: FleetStore,
  ) {}

  report(wishes = BARE): ModelStatsReport {
    const { byUrl } = this.store.fleet;
    return modelStatsReport(
      {
        models: this.stats.models,
        nameOf: (url) => byUrl.get(url)?.endpoint.name,
        now: Date.now(),
      },
      wishes,
    );
  }
}
