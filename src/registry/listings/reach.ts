import { type EndpointState, isRoutable } from '../../core/endpoint.js';
import type { Fleet } from '../../core/fleet.js';
import type { Scope } from '../../core/surface.js';
import type { UnifiedModel } from '../catalogue/unified-model.js';
import { AUTO } from '../profiles/index.js';
import { sourceOf } from './formats/names.js';

/** Whether an endpoint would be asked now, were it to have what is wanted. */
export const isUp = ({ status, draining }: EndpointState): boolean => isRoutable(status) && !draining;

/** Which models can be reached in one state of the fleet, and on which routes. */
export class Reach {
  readonly #sources = new Map<Scope, ReadonlySet<string>>();

  constructor(private readonly fleet: Fleet) {}

  /** Some endpoint that has it is up. */
  isUp({ sources }: UnifiedModel): boolean {
    return sources.some(({ endpointUrl }) => {
      const state = this.fleet.byUrl.get(endpointUrl);
      return state !== undefined && isUp(state);
    });
  }

  /** An endpoint or a name of the scope's kind has it; `auto` goes with all (backends.md §5.1). */
  isWithin({ sources, aliases }: UnifiedModel, scope: Scope): boolean {
    const { profiles } = scope;
    if (!profiles) return true;
    const matches = (url: string): boolean => {
      const profile = this.fleet.byUrl.get(url)?.endpoint.profile;
      return profile !== undefined && (profile === AUTO || profiles.has(profile));
    };
    if (sources.some(({ endpointUrl }) => matches(endpointUrl))) return true;
    const known = this.#sourcesOf(scope, profiles);
    return aliases.some(({ source }) => known.has(source));
  }

  #sourcesOf(scope: Scope, profiles: ReadonlySet<string>): ReadonlySet<string> {
    let known = this.#sources.get(scope);
    if (!known) this.#sources.set(scope, (known = new Set([...profiles].map(sourceOf))));
    return known;
  }

  /** Epoch milliseconds at which an endpoint last listed the model; 0 = never. */
  seenAt({ sources }: UnifiedModel): number {
    return sources.reduce((newest, { endpointUrl }) => {
      const state = this.fleet.byUrl.get(endpointUrl);
      return Math.max(newest, state ? state.load.modelsSeenAt || state.modelsUpdatedAt : 0);
    }, 0);
  }
}
