import { isRoutable } from '../core/endpoint.js';
import type { Fleet } from '../core/fleet.js';
import type { Scope } from '../core/surface.js';

/** One entry of an OpenAI model list (API reference, `GET /v1/models`). */
interface ListedModel {
  readonly id: string;
  readonly object: 'model';
  readonly created: number;
  readonly owned_by: string;
}

/** Models that somebody could ask for now, each once, as OpenAI lists them. */
export function openAiListing(fleet: Fleet, scope: Scope): { object: 'list'; data: ListedModel[] } {
  const listed = new Map<string, ListedModel>();
  for (const { endpoint, status, models, modelsUpdatedAt } of fleet.endpoints) {
    if (!isRoutable(status) || !takes(scope, endpoint.profile)) continue;
    const created = Math.floor(modelsUpdatedAt / 1000);
    for (const { name } of models) {
      const key = name.toLowerCase();
      if (!listed.has(key))
        listed.set(key, { id: name, object: 'model', created, owned_by: endpoint.profile });
    }
  }
  return { object: 'list', data: [...listed.values()] };
}

const takes = ({ profiles }: Scope, profile: string): boolean =>
  profiles === undefined || profile === 'auto' || profiles.has(profile);
