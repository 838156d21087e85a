import { type EndpointState, isRoutable } from '../core/endpoint.js';
import type { Exchange } from '../core/exchange.js';
import type { Fleet } from '../core/fleet.js';
import type { Scope } from '../core/surface.js';
import { type Candidates, inTiers } from './candidates.js';
import type { FleetStore } from './fleet-store.js';
import type { ProfileCatalogue } from './profiles/index.js';
import type { RoutingStrategy } from './routing-strategy.js';

type PathSupport = ReadonlySet<string> | undefined;
/** Answers of one fleet version: scope → profiles that know the path → model → candidates. */
type Answers = Map<Scope, Map<PathSupport, Map<string, Candidates>>>;

const NONE: Candidates = { tiers: [], total: 0, decision: undefined };

/**
 * Says which endpoints may serve a request, and why (models-and-health.md §13, §14). Answers are kept
 * per fleet version, so that a request costs three look-ups; nothing here touches the network.
 */
export class RegistryService {
  #answers: Answers = new Map();
  #answersOf: Fleet | undefined;

  constructor(
    private readonly store: FleetStore,
    private readonly profiles: ProfileCatalogue,
    private readonly strategy: () => RoutingStrategy,
  ) {}

  get fleet(): Fleet {
    return this.store.fleet;
  }

  candidatesFor(exchange: Exchange): Candidates {
    const fleet = this.store.fleet;
    if (fleet !== this.#answersOf) {
      this.#answers = new Map();
      this.#answersOf = fleet;
    }
    const support = this.profiles.supportingPath(exchange.path);
    const byModel = this.#remembered(exchange.scope, support);
    const known = byModel.get(exchange.model);
    if (known) return known;
    const found = this.#find(fleet, exchange.scope, support, exchange.model);
    // An unknown name is not remembered: a client could invent any number of them.
    if (exchange.model === '' || fleet.byModel.has(exchange.model)) byModel.set(exchange.model, found);
    return found;
  }

  #remembered(scope: Scope, support: PathSupport): Map<string, Candidates> {
    let byPath = this.#answers.get(scope);
    if (!byPath) this.#answers.set(scope, (byPath = new Map()));
    let byModel = byPath.get(support);
    if (!byModel) byPath.set(support, (byModel = new Map()));
    return byModel;
  }

  #find(fleet: Fleet, scope: Scope, support: PathSupport, model: string): Candidates {
    const usable = fleet.endpoints.filter((state) => isRoutable(state.status) || state.demotedAt > 0);
    const inScope = withinScope(usable, scope);
    if (inScope.length === 0 && scope.failClosed) return NONE;
    const onPath = support ? (preferring(inScope, support) ?? inScope) : inScope;
    const namesModel = model !== '' && (scope.provider === '' || support !== undefined);
    if (!namesModel) return candidates(onPath, undefined);
    const holders = holdersOf(fleet, model);
    const { decision, endpoints } = this.strategy().route({ model, candidates: onPath, holders });
    return candidates(endpoints, decision);
  }
}

/** Who lists the model; a name without a tag means `:latest`, as Ollama itself takes it (decisions.md 16). */
function holdersOf(fleet: Fleet, model: string): readonly EndpointState[] {
  const exact = fleet.byModel.get(model);
  if (exact || model.includes(':')) return exact ?? [];
  return fleet.byModel.get(`${model}:latest`) ?? [];
}

function candidates(endpoints: readonly EndpointState[], decision: Candidates['decision']): Candidates {
  const tiers = inTiers(endpoints);
  return { tiers, total: tiers.reduce((sum, tier) => sum + tier.length, 0), decision };
}

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
