import { Module, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { PrometheusModule } from '@willsoto/nestjs-prometheus';
import { FleetStore, RegistryModule } from '../registry/index.js';
import { SecurityModule } from '../security/index.js';
import { AccessLogObserver } from './access-log/access-log.observer.js';
import { RequestRecords } from './access-log/request-records.js';
import { OwnVisits } from './access-log/own-visits.js';
import { ModelsController } from './models.controller.js';
import { ModelsService } from './models.service.js';
import { OutcomeHub } from './outcome-hub.js';
import { OverviewService } from './overview.service.js';
import { ProcessController } from './process/process.controller.js';
import { Exposition } from './prometheus/exposition.js';
import { MeasuredObserver } from './prometheus/measured.observer.js';
import { PrometheusController } from './prometheus/prometheus.controller.js';
import { ModelStatsService } from './stats/model-stats.service.js';
import { RequestHistory } from './requests/request-history.js';
import { RequestsController } from './requests/requests.controller.js';
import { StatsController } from './stats/stats.controller.js';
import { TranslatorStats } from './stats/translator-stats.js';
import { StatsService } from './stats.service.js';
import { TokenUseObserver } from './token-use.observer.js';
import { StatusController } from './status.controller.js';
import { VersionController } from './version.controller.js';

/**
 * What happened, and how it goes. Needs `AppLogger`, `LogLevel`, `BreakerView`, `StickyView`, `QueueView`, `StatusNames`,
 * `RequestLogging` and the configuration from global modules.
 */
@Module({
  imports: [
    DiscoveryModule,
    RegistryModule,
    SecurityModule,
    PrometheusModule.register({ path: '/internal/metrics', controller: PrometheusController }),
  ],
  controllers: [
    StatusController,
    StatsController,
    RequestsController,
    ProcessController,
    ModelsController,
    VersionController,
  ],
  providers: [
    OutcomeHub,
    StatsService,
    ModelStatsService,
    TranslatorStats,
    RequestHistory,
    AccessLogObserver,
    RequestRecords,
    OwnVisits,
    MeasuredObserver,
    Exposition,
    TokenUseObserver,
    OverviewService,
    ModelsService,
  ],
  exports: [
    OutcomeHub,
    RequestRecords,
    OwnVisits,
    StatsService,
    ModelStatsService,
    RequestHistory,
    OverviewService,
    ModelsService,
  ],
})
export class MetricsModule implements OnModuleInit, OnModuleDestroy {
  #endWatch: (() => void) | undefined;

  constructor(
    private readonly store: FleetStore,
    private readonly stats: StatsService,
  ) {}

  onModuleInit(): void {
    this.#endWatch = this.store.subscribe((event) => {
      if (event.kind === 'endpoints') for (const { url } of event.removed) this.stats.forget(url);
    });
  }

  onModuleDestroy(): void {
    this.#endWatch?.();
  }
}
