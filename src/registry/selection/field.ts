import { type EndpointState, isRoutable } from '../../core/endpoint.js';
import type { Fleet } from '../../core/fleet.js';
import type { Scope } from '../../core/surface.js';
import type { Candidates } from './candidates.js';
import type { PathFacts } from './path-facts.js';

/**
 * Who may take requests of one scope on one path, as long as the fleet is as it is, before any model is
 * looked at (models-and-health.md §13.2, stages 1 and 2).
 */
export class Field {
  /** In configuration order. */
  readonly endpoints: readonly EndpointState[];
  /** True when a provider's own servers are all away: then nothing else is said (http-api.md §4.2). */
  readonly closed: boolean;
  /** Answers that were worked out for this field, by model. */
  readonly answers = new Map<string, Candidates>();
  readonly #byUrl: ReadonlyMap<string, EndpointState>;

  constructor(fleet: Fleet, scope: Scope, { supporters }: PathFacts) {
    const usable = fleet.endpoints.filter(mayServe);
    const inScope = withinScope(usable, scope);
    this.closed = scope.failClosed && inScope.length === 0;
    this.endpoints = supporters ? (preferring(inScope, supporters) ?? inScope) : inScope;
    this.#byUrl = new Map(this.endpoints.map((state) => [state.endpoint.url, state]));
  }

  /** Those of the given endpoints that belong to the field, in the order given. */
  among(urls: Iterable<string>): EndpointState[] {
    const found: EndpointState[] = [];
    for (const url of urls) {
      const state = this.#byUrl.get(url);
      if (state) found.push(state);
    }
    return found;
  }
}

const mayServe = ({ draining, status, demotedAt }: EndpointState): boolean =>
  !draining && (isRoutable(status) || demotedAt > 0);

function withinScope(endpoints: readonly EndpointState[], scope: Scope): readonly EndpointState[] {
  if (!scope.profiles) return endpoints;
  const matching = preferring(endpoints, scope.profiles);
  return matching ?? (scope.failClosed ? [] : endpoints);
}

/** The endpoints whose profile is one of these, or undefined when there is none; `auto` goes with all. */
function preferring(
  endpoints: readonly EndpointState[],
  profiles: ReadonlySet<string>,
): readonly EndpointState[] | undefined {
  const openai = profiles.has('openai-compatible');
  const found = endpoints.filter(({ endpoint: { profile } }) => {
    if (profile === 'auto' || profiles.has(profile)) return true;
    return openai && (profile === 'ollama' || profile === 'lm-studio');
  });
  return found.length > 0 ? found : undefined;
}
