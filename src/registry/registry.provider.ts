import { ConfigSource, type OllaConfig } from '../config/index.js';
import { AppLogger } from '../core/logger.js';
import { AliasTable } from './aliases/index.js';
import { CatalogueSource } from './catalogue/index.js';
import { ModelDiscovery } from './discovery/index.js';
import { FleetStore } from './fleet-store.js';
import { LivePolicies } from './policies/index.js';
import { LiveProfiles } from './profiles/index.js';
import { RegistryService } from './registry.service.js';
import { RoutingStrategies } from './routing/index.js';
import { ModelNames } from './selection/index.js';

const USUAL_WAIT_MS = 2_000;

/** Brings together what choosing endpoints needs; all of it follows the live configuration. */
export const registryService = {
  provide: RegistryService,
  inject: [
    FleetStore,
    LiveProfiles,
    CatalogueSource,
    RoutingStrategies,
    ModelDiscovery,
    ConfigSource,
    LivePolicies,
    AppLogger,
  ],
  useFactory: (
    store: FleetStore,
    profiles: LiveProfiles,
    catalogues: CatalogueSource,
    strategies: RoutingStrategies,
    discovery: ModelDiscovery,
    config: ConfigSource,
    policies: LivePolicies,
    log: AppLogger,
  ): RegistryService => {
    const names = new ModelNames(catalogues, () => config.current.modelRegistry.unification.routeEquivalents);
    const aliases = config.live
      .map(({ modelAliases }) => tellAliases(modelAliases, log))
      .map((configured) => new AliasTable(configured, names));
    return new RegistryService({
      store,
      profiles,
      names,
      catalogues,
      strategy: () => strategies.current(),
      aliases: () => aliases.current,
      policies: () => policies.current,
      refresh: (model) => discovery.refreshFor(model, waitOf(config.current, log)),
    });
  },
};

function tellAliases(aliases: OllaConfig['modelAliases'], log: AppLogger): OllaConfig['modelAliases'] {
  const alias_count = Object.keys(aliases).length;
  if (alias_count > 0) log.info('Model aliases configured', { alias_count });
  return aliases;
}

/** How long a request may wait while its model is looked for. */
function waitOf({ modelRegistry }: OllaConfig, log: AppLogger): number {
  const { discoveryTimeout } = modelRegistry.routingStrategy.options;
  if (discoveryTimeout > 0) return discoveryTimeout;
  log.warn('Discovery timeout must be positive, using the default', { timeout: '2s' });
  return USUAL_WAIT_MS;
}
