import type { Model } from '../../core/model.js';
import type { FleetEvent } from '../../core/fleet.js';
import { publicUrl } from '../../metrics/index.js';

/** One thing that happened, as it is told: its kind and its facts, none of them a secret. */
export interface News {
  readonly type: NewsType;
  readonly facts: Readonly<Record<string, unknown>>;
}

/** Every kind of news. */
export const NEWS_TYPES = [
  'endpoint.added',
  'endpoint.removed',
  'endpoint.status',
  'endpoint.draining',
  'endpoint.detected',
  'models.changed',
  'breaker',
  'config.applied',
  'config.refused',
  'admin',
] as const;
export type NewsType = (typeof NEWS_TYPES)[number];

/** Of models that come or go so many are named. */
const NAMED = 50;

/** What the fleet tells, in words for people; one event may be several pieces of news. */
export function newsOf(event: FleetEvent): readonly News[] {
  switch (event.kind) {
    case 'endpoints':
      return [
        ...event.added.map(({ name, url, type }) =>
          news('endpoint.added', name, { url: publicUrl(url), type }),
        ),
        ...event.removed.map(({ name, url }) => news('endpoint.removed', name, { url: publicUrl(url) })),
      ];
    case 'status':
      return [
        news('endpoint.status', event.after.endpoint.name, {
          before: event.before.status,
          after: event.after.status,
          cause: event.cause,
        }),
      ];
    case 'draining':
      return [news('endpoint.draining', event.after.endpoint.name, { draining: event.after.draining })];
    case 'detected':
      return [news('endpoint.detected', event.after.endpoint.name, { type: event.after.endpoint.detected })];
    case 'models':
      return [
        news(
          'models.changed',
          event.after.endpoint.name,
          modelsChanged(event.before.models, event.after.models),
        ),
      ];
  }
}

function modelsChanged(before: readonly Model[], after: readonly Model[]): object {
  const known = new Set(before.map(({ name }) => name));
  const kept = new Set(after.map(({ name }) => name));
  const added = [...kept].filter((name) => !known.has(name));
  const removed = [...known].filter((name) => !kept.has(name));
  return {
    count: after.length,
    added: added.slice(0, NAMED),
    added_count: added.length,
    removed: removed.slice(0, NAMED),
    removed_count: removed.length,
  };
}

const news = (type: NewsType, endpoint: string, facts: object): News => ({
  type,
  facts: { endpoint, ...facts },
});
