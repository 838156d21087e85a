import { Duration, NotEmpty, Section, Sections, Text } from '../schema/index.js';
import { EndpointConfig } from './endpoint.config.js';
import { ModelDiscoveryConfig } from './model-discovery.config.js';

/** Endpoints that stand in the file. */
export class StaticDiscoveryConfig {
  /** The backends, in order; without any in a file, an Ollama on this machine. */
  @Sections(() => EndpointConfig)
  readonly endpoints: readonly EndpointConfig[] = [localOllama()];
}

/** Where endpoints and their models come from. */
export class DiscoveryConfig {
  /** Where endpoints come from. */
  @Text()
  @NotEmpty('discovery.type must not be empty (e.g. "static")')
  readonly type: string = 'static';

  /** Accepted for the original's files; static endpoints have nothing to refresh. */
  @Duration()
  readonly refreshInterval: number = 30_000;

  /** Endpoints that stand in the file. */
  @Section(() => StaticDiscoveryConfig)
  readonly static: StaticDiscoveryConfig = new StaticDiscoveryConfig();

  /** How Olla learns which models endpoints have. */
  @Section(() => ModelDiscoveryConfig)
  readonly modelDiscovery: ModelDiscoveryConfig = new ModelDiscoveryConfig();
}

/** The original probes `/health` here, which Ollama answers with 404 (configuration.md §24.8). */
function localOllama(): EndpointConfig {
  return Object.assign(new EndpointConfig(), {
    url: 'http://localhost:11434',
    name: 'localhost',
    type: 'ollama',
    healthCheckUrl: '/',
    modelUrl: '/api/tags',
  });
}
