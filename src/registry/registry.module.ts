import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { ConfigSource } from '../config/index.js';
import { AppLogger } from '../core/logger.js';
import {
  ModelDiscovery,
  ModelListClient,
  ModelListParsers,
  OllamaParser,
  OpenAiParser,
} from './discovery/index.js';
import { FleetStore } from './fleet-store.js';
import { ProfileCatalogue } from './profiles/index.js';
import { RegistryService } from './registry.service.js';
import { RoutingStrategies } from './routing-strategies.js';
import { StrictRouting } from './strict.routing.js';
import { SurfaceTable } from './surface-table.js';

const catalogue = { provide: ProfileCatalogue, useFactory: () => new ProfileCatalogue() };

const surfaces = {
  provide: SurfaceTable,
  inject: [ProfileCatalogue],
  useFactory: (profiles: ProfileCatalogue) => new SurfaceTable(profiles),
};

const registry = {
  provide: RegistryService,
  inject: [FleetStore, ProfileCatalogue, RoutingStrategies],
  useFactory: (store: FleetStore, profiles: ProfileCatalogue, strategies: RoutingStrategies) =>
    new RegistryService(store, profiles, () => strategies.current()),
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

/** What the backends are and have: the fleet, profiles, surfaces, model discovery, routing. */
@Module({
  imports: [DiscoveryModule],
  providers: [
    FleetStore,
    ModelListParsers,
    OllamaParser,
    OpenAiParser,
    StrictRouting,
    RoutingStrategies,
    catalogue,
    surfaces,
    registry,
    discovery,
  ],
  exports: [FleetStore, ProfileCatalogue, SurfaceTable, RegistryService, ModelDiscovery],
})
export class RegistryModule {}
