import type { Backend } from './backend.js';

/** An endpoint of the configuration file. */
export type EndpointEntry = Readonly<Record<string, unknown>>;

/** Sections of the configuration file that differ from what {@link configuration} gives. */
export interface Sections {
  readonly server?: object;
  readonly proxy?: object;
  /** `discovery.model_discovery`. */
  readonly modelDiscovery?: object;
  readonly modelAliases?: Readonly<Record<string, readonly string[]>>;
}

/** How a backend stands in the file: checked rarely, so that traffic and not chance finds out what is wrong. */
export const entry = ({ name, url }: Pick<Backend, 'name' | 'url'>, more: object = {}): EndpointEntry => ({
  name,
  url,
  type: 'openai-compatible',
  priority: 100,
  health_check_url: '/health',
  model_url: '/v1/models',
  check_interval: '30s',
  check_timeout: '1s',
  ...more,
});

/** A configuration without rate limits, for these endpoints. */
export function configuration(
  endpoints: readonly EndpointEntry[],
  { server, proxy, modelDiscovery, modelAliases }: Sections = {},
): object {
  return {
    server: {
      rate_limits: { global_requests_per_minute: 0, per_ip_requests_per_minute: 0 },
      ...server,
    },
    proxy: { load_balancer: 'priority', ...proxy },
    discovery: {
      type: 'static',
      static: { endpoints },
      ...(modelDiscovery && { model_discovery: modelDiscovery }),
    },
    ...(modelAliases && { model_aliases: modelAliases }),
    logging: { level: 'info', format: 'json' },
  };
}
