import { Injectable } from '@nestjs/common';
import type { Outcome, OutcomeObserver } from '../core/outcome.js';
import { Observes } from './observes.js';
import { OverviewService } from './overview.service.js';
import { type CountOutcome, registerMetrics } from './prometheus.metrics.js';

/** Keeps the metrics of `/internal/metrics`. */
@Injectable()
@Observes()
export class PrometheusObserver implements OutcomeObserver {
  readonly #count: CountOutcome;

  constructor(overview: OverviewService) {
    this.#count = registerMetrics(() => overview.take());
  }

  observe(outcome: Outcome): void {
    this.#count(outcome.result);
  }
}
