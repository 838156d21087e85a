import type { RunningOlla } from '../app/index.js';
import { formatDuration } from '../core/duration.js';
import type { Fleet } from '../core/fleet.js';
import { publicUrl } from '../metrics/index.js';
import { FleetStore, LiveProfiles } from '../registry/index.js';
import { type RouteRow, routeRows } from './route-rows.js';
import { table } from './table.js';

/** What somebody at a terminal is told when Olla is up. */
export function startupText({ app, url }: RunningOlla): string {
  const server = app.getHttpAdapter().getInstance();
  const exists = (path: string): boolean => server.hasRoute({ method: 'GET', url: path });
  const routes = routeRows(exists, app.get(LiveProfiles).current.all);
  return `\n${startupTables(app.get(FleetStore).fleet, routes)}\n\nOlla is at ${url}; Ctrl-C ends it.\n\n`;
}

/** The endpoints, those of the highest priority first, and the routes (configuration.md §14). */
export function startupTables(fleet: Fleet, routes: readonly RouteRow[]): string {
  const endpoints = [...fleet.endpoints]
    .sort((a, b) => b.endpoint.priority - a.endpoint.priority)
    .map(({ endpoint, status }) => [
      String(endpoint.priority),
      endpoint.name,
      endpoint.type,
      publicUrl(endpoint.url),
      status,
      formatDuration(endpoint.checkIntervalMs),
      formatDuration(endpoint.checkTimeoutMs),
    ]);
  const rows = routes.map(({ route, method, description }) => [route, method, description]);
  return [
    table(['PRI', 'NAME', 'TYPE', 'URL', 'HEALTH', 'CHECK', 'TIMEOUT'], endpoints),
    table(['ROUTE', 'METHOD', 'DESCRIPTION'], rows),
  ].join('\n\n');
}
