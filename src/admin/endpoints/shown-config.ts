import { EndpointConfig, type OllaConfig, plainOf, printableConfig } from '../../config/index.js';
import { formatDuration } from '../../core/duration.js';
import type { Endpoint } from '../../core/endpoint.js';

/** An endpoint as a file would have it. */
export type Shown = Readonly<Record<string, unknown>>;

/** Endpoints of the configuration as they may be shown: as a file would have them, secrets masked. */
export class ShownConfig {
  readonly #byUrl = new Map<string, Shown>();

  constructor(config: OllaConfig) {
    const shown = dig(printableConfig(config), 'discovery', 'static', 'endpoints') as readonly Shown[];
    config.discovery.static.endpoints.forEach(({ url }, at) => this.#byUrl.set(url, shownUrls(shown[at]!)));
  }

  of(url: string): Shown | undefined {
    return this.#byUrl.get(url);
  }
}

/** An endpoint that stands in no file, as one would have it. */
export const shownEndpoint = (endpoint: Endpoint): Shown =>
  shownUrls({
    url: endpoint.url,
    name: endpoint.name,
    type: endpoint.type,
    priority: endpoint.priority,
    health_check_url: endpoint.healthUrl,
    model_url: endpoint.modelUrl,
    check_interval: formatDuration(endpoint.checkIntervalMs),
    check_timeout: formatDuration(endpoint.checkTimeoutMs),
    preserve_path: endpoint.preservePath,
    max_concurrent: endpoint.maxConcurrent,
    requests_per_minute: endpoint.requestsPerMinute,
  });

/** What somebody would write into a file: nothing that goes without saying. */
export function writtenEntry(config: EndpointConfig): Record<string, unknown> {
  const defaults = plainOf(new EndpointConfig());
  const entries = Object.entries(plainOf(config)).filter(
    ([key, value]) => value !== undefined && JSON.stringify(value) !== JSON.stringify(defaults[key]),
  );
  return Object.fromEntries(entries);
}

/** An entry with the queries of its URLs masked: they may hold keys. */
export function shownUrls(entry: Shown): Shown {
  const kept = Object.entries(entry).filter(([, value]) => value !== undefined);
  return Object.fromEntries(kept.map(([key, value]) => [key, isUrl(key) ? masked(String(value)) : value]));
}

const isUrl = (key: string): boolean => key === 'url' || key === 'health_check_url' || key === 'model_url';
const masked = (url: string): string => (url.includes('?') ? `${url.slice(0, url.indexOf('?'))}?***` : url);

function dig(value: unknown, ...keys: readonly string[]): unknown {
  return keys.reduce((at, key) => (at as Record<string, unknown>)[key], value);
}
