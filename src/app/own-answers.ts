import type { ModuleRef } from '@nestjs/core';
import type { OllaConfig } from '../config/index.js';
import type { Live } from '../core/live.js';
import { ModelsService, StatsService } from '../metrics/index.js';
import {
  CatalogueSource,
  FleetStore,
  ListConverters,
  ListingService,
  OllamaFacade,
  LiveProfiles,
} from '../registry/index.js';

/** What Olla answers by itself under `/olla/`: it needs the fleet, and one page of the status. */
export function ownAnswers(modules: ModuleRef, config: Live<OllaConfig>): ListingService {
  const anywhere = { strict: false };
  const store = modules.get(FleetStore, anywhere);
  const models = modules.get(ModelsService, anywhere);
  const profiles = modules.get(LiveProfiles, anywhere);
  const fleet = (): FleetStore['fleet'] => store.fleet;
  return new ListingService({
    fleet,
    catalogues: modules.get(CatalogueSource, anywhere),
    converters: modules.get(ListConverters, anywhere),
    profiles: () => profiles.current,
    facade: new OllamaFacade(fleet),
    aliases: () => config.current.modelAliases,
    unified: () => config.current.modelRegistry.enableUnifier,
    statusPage: (query) => models.page(query),
    startedAt: modules.get(StatsService, anywhere).startedAt,
  });
}
