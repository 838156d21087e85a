import {
  type DynamicModule,
  type FactoryProvider,
  Global,
  type InjectionToken,
  Module,
} from '@nestjs/common';
import { BalancerModule } from './balancer/index.js';
import { ConfigSource, OllaConfigModule, type OllaConfig } from './config/index.js';
import type { Live } from './core/live.js';
import { AppLogger } from './core/logger.js';
import { HealthModule, HealthOptions, HealthService } from './health/index.js';
import { BreakerView, MetricsModule, RequestLogging, StatusNames } from './metrics/index.js';
import { ProxyModule } from './proxy/index.js';
import {
  CatalogueSource,
  CatalogueView,
  type ModelRules,
  ProfileCatalogue,
  RegistryModule,
} from './registry/index.js';
import { SecurityModule, ServerLimits } from './security/index.js';

/** What the program has before any module exists. */
export interface Foundation {
  readonly config: Live<OllaConfig>;
  /** The kinds of servers, those that the operator brought included. */
  readonly profiles: ProfileCatalogue;
  /** How models are recognised and merged. */
  readonly modelRules: ModelRules;
  readonly log: AppLogger;
}

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
  static forRoot({ config, profiles, modelRules, log }: Foundation): DynamicModule {
    return {
      module: AppModule,
      imports: [
        OllaConfigModule.forRoot({ live: config }),
        RegistryModule,
        HealthModule,
        BalancerModule,
        SecurityModule,
        MetricsModule,
        ProxyModule,
      ],
      providers: [
        { provide: AppLogger, useValue: log },
        { provide: ProfileCatalogue, useValue: profiles },
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
      ],
      exports: [
        AppLogger,
        ProfileCatalogue,
        CatalogueSource,
        ServerLimits,
        RequestLogging,
        StatusNames,
        HealthOptions,
        BreakerView,
      ],
    };
  }
}
