import {
  type DynamicModule,
  type FactoryProvider,
  Global,
  type InjectionToken,
  Module,
} from '@nestjs/common';
import type { Foundation } from './app/foundation/index.js';
import { AdminModule } from './admin/index.js';
import { OllaRuntime } from './app/runtime.js';
import { APP_FILTER, DiscoveryModule } from '@nestjs/core';
import { BalancerModule, RequestQueue, StickySessions } from './balancer/index.js';
import { ConfigSource, OllaConfigModule, type OllaConfig } from './config/index.js';
import { AppLogger } from './core/logger.js';
import { AllExceptionsFilter, OllaErrorsFilter } from './http/index.js';
import { DashboardModule } from './dashboard/index.js';
import { HealthModule, HealthOptions, HealthService } from './health/index.js';
import { LogLevel } from './logging/index.js';
import {
  BreakerView,
  MetricsModule,
  QueueView,
  RequestLogging,
  StatusNames,
  StickyView,
} from './metrics/index.js';
import { ProxyModule } from './proxy/index.js';
import { CatalogueSource, CatalogueView, LiveProfiles, RegistryModule } from './registry/index.js';
import { TracingModule } from './tracing/index.js';
import { ReloadModule } from './reload/index.js';
import { SecurityModule, ServerLimits } from './security/index.js';

/** Binds a token to the part of the live configuration that it stands for. */
const part = (token: InjectionToken, of: (config: OllaConfig) => unknown): FactoryProvider => ({
  provide: token,
  inject: [ConfigSource],
  useFactory: (source: ConfigSource) => source.live.map(of),
});

/** The list of modules. */
@Global()
@Module({})
export class AppModule {
  /** @param embedded whether the application is somebody else's, and so are all errors but Olla's */
  static forRoot(foundation: Foundation, embedded = false): DynamicModule {
    const Errors = embedded ? OllaErrorsFilter : AllExceptionsFilter;
    const { config, profiles, modelRules, log, extensions } = foundation;
    return {
      module: AppModule,
      imports: [
        DiscoveryModule,
        OllaConfigModule.forRoot({ live: config }),
        ReloadModule.forRoot(foundation),
        RegistryModule,
        HealthModule,
        BalancerModule,
        SecurityModule,
        MetricsModule,
        ProxyModule,
        AdminModule,
        DashboardModule,
        TracingModule,
        ...extensions.map(({ module }) => module),
      ],
      providers: [
        { provide: AppLogger, useValue: log },
        { provide: LogLevel, useExisting: AppLogger },
        { provide: LiveProfiles, useValue: profiles },
        {
          provide: CatalogueSource,
          useValue: new CatalogueView(modelRules, () => config.current.modelRegistry.unification),
        },
        part(ServerLimits, ({ server }) => server),
        part(RequestLogging, ({ server }) => server),
        part(StatusNames, ({ proxy }) => proxy),
        part(HealthOptions, ({ proxy: { circuitBreaker } }) => ({
          threshold: circuitBreaker.threshold,
          openForMs: circuitBreaker.openFor,
        })),
        { provide: BreakerView, useExisting: HealthService },
        {
          provide: StickyView,
          inject: [StickySessions],
          useFactory: (sessions: StickySessions): StickyView => ({
            stickyView: () => {
              const { enabled, maxSessions, idleTtlSeconds } = config.current.proxy.stickySessions;
              return { enabled, maxSessions, idleTtlSeconds, ...sessions.stats() };
            },
          }),
        },
        {
          provide: QueueView,
          inject: [RequestQueue],
          useFactory: (queue: RequestQueue): QueueView => ({
            queueView: () => ({ requests: queue.state.size, bytes: queue.state.bytes }),
          }),
        },
        OllaRuntime,
        {
          provide: APP_FILTER,
          useFactory: () => new Errors(() => config.current.server.errorFormat, log),
        },
      ],
      exports: [
        // Whose services src/index.ts promises to extensions and hosts.
        RegistryModule,
        HealthModule,
        BalancerModule,
        MetricsModule,
        ProxyModule,
        AppLogger,
        LogLevel,
        LiveProfiles,
        CatalogueSource,
        ServerLimits,
        RequestLogging,
        StatusNames,
        HealthOptions,
        BreakerView,
        StickyView,
        QueueView,
        OllaRuntime,
      ],
    };
  }
}
