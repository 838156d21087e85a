import { Injectable } from '@nestjs/common';
import type { CheckRecord, Fleet } from '../core/fleet.js';
import { ConfigControl, type ConfigState } from '../config/index.js';
import { FleetStore } from '../registry/index.js';
import { type ViolationCounts, Violations } from '../security/index.js';
import { type BreakerFigures, BreakerView } from './breaker-view.js';
import { type ProxyNames, StatusNames } from './metrics-settings.js';
import { StatsService } from './stats.service.js';
import type { Figures } from './tally.js';

/**
 * Everything a report is made of. Build the report before anything else runs: the fleet is a snapshot,
 * the rest is read as it stands.
 */
export interface Overview {
  /** Epoch milliseconds. */
  readonly now: number;
  readonly startedAt: number;
  readonly fleet: Fleet;
  readonly totals: Figures;
  readonly violations: ViolationCounts;
  readonly proxy: ProxyNames;
  readonly config: Pick<ConfigState, 'generation' | 'lastError'>;
  readonly checkOf: (url: string) => CheckRecord;
  readonly figuresOf: (url: string) => Figures;
  readonly breakerOf: (url: string) => BreakerFigures;
}

/** Gathers what the reports and the metrics tell. */
@Injectable()
export class OverviewService {
  constructor(
    private readonly store: FleetStore,
    private readonly stats: StatsService,
    private readonly violations: Violations,
    private readonly breakers: BreakerView,
    private readonly proxy: StatusNames,
    private readonly control: ConfigControl,
  ) {}

  take(): Overview {
    const { loadBalancer, engine, profile } = this.proxy.current;
    return {
      now: Date.now(),
      startedAt: this.stats.startedAt,
      fleet: this.store.fleet,
      totals: this.stats.totals,
      violations: this.violations.counts(),
      proxy: { engine, profile, loadBalancer },
      config: this.control.state,
      checkOf: (url) => this.store.checkOf(url),
      figuresOf: (url) => this.stats.endpoint(url),
      breakerOf: (url) => this.breakers.breakerView(url),
    };
  }
}
