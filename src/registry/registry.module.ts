import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { ConfigSource } from '../config/index.js';
import { AppLogger } from '../core/logger.js';
import {
  LIST_PARSERS,
  ModelDiscovery,
  ModelListClient,
  ModelListParsers,
  StaleModels,
  type StaleOptions,
} from './discovery/index.js';
import { FleetStore } from './fleet-store.js';
import { CONVERTERS, ListConverters } from './listings/index.js';
import { LOAD_READERS, LoadClient, LoadPoller, LoadReaders } from './load-state/index.js';
import { ProfileCatalogue } from './profiles/index.js';
import { registryService } from './registry.provider.js';
import { RegistryService } from './registry.service.js';
import { DiscoveryRouting, OptimisticRouting, RoutingStrategies, StrictRouting } from './routing/index.js';
import { SurfaceTable } from './surface-table.js';

const surfaces = {
  provide: SurfaceTable,
  inject: [ProfileCatalogue, ConfigSource],
  useFactory: (profiles: ProfileCatalogue, { current }: ConfigSource) =>
    new SurfaceTable(profiles, { anthropic: current.translators.anthropic.enabled }),
};

const discovery = {
  provide: ModelDiscovery,
  inject: [FleetStore, ModelListParsers, ProfileCatalogue, ConfigSource, AppLogger],
  useFactory: (
    store: FleetStore,
    parsers: ModelListParsers,
    profiles: ProfileCatalogue,
    config: ConfigSource,
    log: AppLogger,
  ) =>
    new ModelDiscovery(
      store,
      new ModelListClient(parsers, profiles),
      config.live.map(({ discovery: { modelDiscovery } }) => modelDiscovery),
      log,
    ),
};

const staleModels = {
  provide: StaleModels,
  inject: [FleetStore, ConfigSource, AppLogger],
  useFactory: (store: FleetStore, { live }: ConfigSource, log: AppLogger) =>
    new StaleModels(
      store,
      live.map<StaleOptions>(({ modelRegistry }) => modelRegistry.unification),
      log,
    ),
};

const loadPoller = {
  provide: LoadPoller,
  inject: [FleetStore, LoadReaders, AppLogger],
  useFactory: (store: FleetStore, readers: LoadReaders, log: AppLogger) =>
    new LoadPoller(store, readers, new LoadClient(), log),
};

/** What the backends are and have: the fleet, profiles, surfaces, discovery of models, load, routing. */
@Module({
  imports: [DiscoveryModule],
  providers: [
    FleetStore,
    ModelListParsers,
    ...LIST_PARSERS,
    LoadReaders,
    ...LOAD_READERS,
    ListConverters,
    ...CONVERTERS,
    RoutingStrategies,
    StrictRouting,
    OptimisticRouting,
    DiscoveryRouting,
    surfaces,
    discovery,
    staleModels,
    loadPoller,
    registryService,
  ],
  exports: [
    FleetStore,
    SurfaceTable,
    RegistryService,
    ModelDiscovery,
    StaleModels,
    LoadPoller,
    ListConverters,
  ],
})
export class RegistryModule {}
