import type { Profile } from '../registry/profiles/index.js';

/** A route as people are told of it. */
export interface RouteRow {
  readonly route: string;
  readonly method: string;
  readonly description: string;
}

const FIXED: readonly (readonly [route: string, description: string])[] = [
  ['/internal/health', 'whether it lives'],
  ['/internal/health/ready', 'whether it can serve'],
  ['/internal/status', 'endpoints and traffic'],
  ['/internal/status/endpoints', 'each endpoint'],
  ['/internal/status/models', 'models and who has them'],
  ['/internal/stats/models', 'use of each model'],
  ['/internal/stats/translators', 'use of each translator'],
  ['/internal/stats/sticky', 'sticky sessions'],
  ['/internal/process', 'memory and event loop'],
  ['/internal/metrics', 'figures for Prometheus'],
  ['/internal/ui/', 'dashboard'],
  ['/internal/admin/openapi.json', 'what the admin API can do'],
  ['/version', 'version and build'],
];

/**
 * The fixed routes that exist, then what is served under `/olla/`.
 * @param exists whether a GET of this path has a route of its own
 */
export function routeRows(exists: (path: string) => boolean, profiles: readonly Profile[]): RouteRow[] {
  return [
    ...FIXED.filter(([route]) => exists(route)).map(([route, description]) => ({
      route,
      method: 'GET',
      description,
    })),
    { route: '/olla/models', method: 'GET', description: 'models of all endpoints' },
    { route: '/olla/proxy/', method: 'ANY', description: 'any endpoint' },
    ...profiles
      .filter(({ prefixes }) => prefixes.length > 0)
      .map(({ name, prefixes }) => ({
        route: `/olla/${prefixes[0]}/`,
        method: 'ANY',
        description: `${name} endpoints`,
      })),
  ];
}
