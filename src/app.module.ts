import { type DynamicModule, Global, Module } from '@nestjs/common';
import { BalancerModule } from './balancer/index.js';
import { ConfigSource, OllaConfigModule, type OllaConfig } from './config/index.js';
import type { Live } from './core/live.js';
import { AppLogger } from './core/logger.js';
import { HealthModule } from './health/index.js';
import { MetricsModule } from './metrics/index.js';
import { ProxyModule } from './proxy/index.js';
import { RegistryModule } from './registry/index.js';
import { SecurityModule, ServerLimits } from './security/index.js';

/** What the program has before any module exists. */
export interface Foundation {
  readonly config: Live<OllaConfig>;
  readonly log: AppLogger;
}

/** The list of modules. */
@Global()
@Module({})
export class AppModule {
  static forRoot({ config, log }: Foundation): DynamicModule {
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
        {
          provide: ServerLimits,
          inject: [ConfigSource],
          useFactory: (source: ConfigSource) => source.live.map(({ server }) => server),
        },
      ],
      exports: [AppLogger, ServerLimits],
    };
  }
}
