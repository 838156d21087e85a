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
import { MODEL_LOADERS, ModelLoading } from './model-loading/index.js';
import { EndpointSources, StaticSource } from './sources/index.js';
import { LiveSurfaces } from './live-surfaces.js';
import { LiveProfiles } from './profiles/index.js';
import { LivePolicies, ModelPolicies } from './policies/index.js';
import { registryService } from './registry.provider.js';
import { RegistryService } from './registry.service.js';
import { DiscoveryRouting, OptimisticRouting, RoutingStrategies, StrictRouting } from './routing/index.js';
import { SurfaceTable } from './surface-table.js';

const surfaces = {
  provide: LiveSurfaces,
  inject: [LiveProfiles, ConfigSource],
  // Whether a translator has routes is settled at start (configuration.md §24.4).
  useFactory: (profiles: LiveProfiles, { current: { translators } }: ConfigSource) =>
    profiles.map((known) => new SurfaceTable(known, { anthropic: translators.anthropic.enabled })),
};

const discovery = {
  provide: ModelDiscovery,
  inject: [FleetStore, ModelListParsers, LiveProfiles, ConfigSource, AppLogger],
  useFactory: (
    store: FleetStore,
    parsers: ModelListParsers,
    profiles: LiveProfiles,
    config: ConfigSource,
    log: AppLogger,
  ) =>
    new ModelDiscovery(
      store,
      new ModelListClient(parsers, { byName: (name) => profiles.current.byName(name) }),
      config.live.map(({ discovery: { modelDiscovery } }) => modelDiscovery),
      log,
    ),
};

const policies = {
  provide: LivePolicies,
  inject: [ConfigSource],
  useFactory: ({ live }: ConfigSource) =>
    live.map(({ models }) => models).map((configured) => new ModelPolicies(configured)),
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
    ModelLoading,
    ...MODEL_LOADERS,
    ListConverters,
    ...CONVERTERS,
    EndpointSources,
    StaticSource,
    RoutingStrategies,
    StrictRouting,
    OptimisticRouting,
    DiscoveryRouting,
    surfaces,
    discovery,
    policies,
    staleModels,
    loadPoller,
    registryService,
  ],
  exports: [
    FleetStore,
    EndpointSources,
    LiveSurfaces,
    RegistryService,
    ModelDiscovery,
    StaleModels,
    LivePolicies,
    LoadPoller,
    ModelLoading,
    ListConverters,
  ],
})
export class RegistryModule {}
