import { type DynamicModule, Global, Module } from '@nestjs/common';
import { ConfigControl } from '../config/index.js';
import type { AppLogger } from '../core/logger.js';
import { HealthModule, ProbeScheduler } from '../health/index.js';
import { EndpointSources, FleetStore, ModelDiscovery, RegistryModule } from '../registry/index.js';
import type { Blueprint } from './blueprint.js';
import { Blueprints } from './blueprints.js';
import { FleetUpdater } from './fleet-updater.js';
import { Reloader } from './reloader.js';
import { ReloadTriggers } from './triggers.js';
import type { InForce } from './switchover.js';

/** What the program brings: how generations are drawn, the first of them, and where it is in force. */
export interface ReloadSetup extends InForce {
  readonly blueprints: Blueprints;
  readonly first: Blueprint;
  readonly cwd: string;
  readonly log: AppLogger;
}

/** The way from a changed configuration to a changed fleet: {@link ConfigControl} for everybody. */
@Global()
@Module({})
export class ReloadModule {
  static forRoot(setup: ReloadSetup): DynamicModule {
    return {
      module: ReloadModule,
      imports: [RegistryModule, HealthModule],
      providers: [
        {
          provide: FleetUpdater,
          inject: [FleetStore, EndpointSources, ProbeScheduler, ModelDiscovery],
          useFactory: (
            store: FleetStore,
            sources: EndpointSources,
            probes: ProbeScheduler,
            discovery: ModelDiscovery,
          ) => new FleetUpdater({ ...setup, store, source: () => sources.current(), probes, discovery }),
        },
        {
          provide: Reloader,
          inject: [FleetUpdater],
          useFactory: (fleet: FleetUpdater) => new Reloader({ ...setup, inForce: setup, fleet }),
        },
        { provide: ConfigControl, useExisting: Reloader },
        { provide: Blueprints, useValue: setup.blueprints },
        ReloadTriggers,
      ],
      exports: [Blueprints, ConfigControl, FleetUpdater, Reloader, ReloadTriggers],
    };
  }
}
