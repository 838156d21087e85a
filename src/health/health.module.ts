import { Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { AppLogger } from '../core/logger.js';
import { FleetStore, RegistryModule } from '../registry/index.js';
import { HealthController } from './health.controller.js';
import { HealthOptions } from './health-options.js';
import { HealthService } from './health.service.js';
import { HttpProber } from './probe.js';
import { ProbeScheduler } from './probe-scheduler.js';
import { Readiness } from './readiness.js';

/**
 * Needs `AppLogger` and `HealthOptions` from a global module. The app awaits `ProbeScheduler.runInitial()`
 * before it listens and calls `Readiness.drain()` when its shutdown begins.
 */
@Module({
  imports: [RegistryModule, TerminusModule.forRoot({ logger: false })],
  controllers: [HealthController],
  providers: [
    {
      provide: ProbeScheduler,
      inject: [FleetStore, AppLogger],
      useFactory: (store: FleetStore, log: AppLogger) => new ProbeScheduler(store, new HttpProber(), log),
    },
    {
      provide: HealthService,
      inject: [FleetStore, ProbeScheduler, HealthOptions, AppLogger],
      useFactory: (store: FleetStore, probes: ProbeScheduler, options: HealthOptions, log: AppLogger) =>
        new HealthService(store, probes, options, log),
    },
    { provide: Readiness, inject: [FleetStore], useFactory: (store: FleetStore) => new Readiness(store) },
  ],
  exports: [HealthService, ProbeScheduler, Readiness],
})
export class HealthModule implements OnApplicationShutdown {
  constructor(@Inject(ProbeScheduler) private readonly probes: ProbeScheduler) {}

  onApplicationShutdown(): Promise<void> {
    return this.probes.stop();
  }
}
