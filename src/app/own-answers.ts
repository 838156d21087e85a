import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { OllaConfig } from '../config/index.js';
import type { Live } from '../core/live.js';
import { ModelsService, StatsService } from '../metrics/index.js';
import {
  CatalogueSource,
  FleetStore,
  ListConverters,
  ListingService,
  OllamaFacade,
  ProfileCatalogue,
} from '../registry/index.js';

/** What Olla answers by itself under `/olla/`: it needs the fleet, and one page of the status. */
export function ownAnswers(app: NestFastifyApplication, config: Live<OllaConfig>): ListingService {
  const store = app.get(FleetStore);
  const models = app.get(ModelsService);
  const fleet = (): FleetStore['fleet'] => store.fleet;
  return new ListingService({
    fleet,
    catalogues: app.get(CatalogueSource),
    converters: app.get(ListConverters),
    profiles: app.get(ProfileCatalogue),
    facade: new OllamaFacade(fleet),
    aliases: () => config.current.modelAliases,
    unified: () => config.current.modelRegistry.enableUnifier,
    statusPage: (query) => models.page(query),
    startedAt: app.get(StatsService).startedAt,
  });
}
