import { type Endpoint, type EndpointState, isRoutable, profileOf } from '../core/endpoint.js';
import type { Exchange } from '../core/exchange.js';
import type { Fleet } from '../core/fleet.js';
import type { Scope } from '../core/surface.js';
import { type AliasMatch, aliasReason, type AliasTable } from './aliases/index.js';
import { capabilityUnavailable, endpointsAble, endpointsWith } from './capabilities/index.js';
import type { CatalogueSource } from './catalogue/index.js';
import {
  type Candidates,
  candidatesIn,
  candidatesOf,
  Field,
  inStagedTiers,
  type ModelNames,
  NativePaths,
  NOBODY,
  type PathFacts,
  PathInspector,
} from './selection/index.js';
import type { FleetStore } from './fleet-store.js';
import type { Live } from '../core/live.js';
import type { ModelPolicies, ModelPolicy } from './policies/index.js';
import type { ProfileCatalogue } from './profiles/index.js';
import type { Refresh, RoutingStrategy } from './routing/index.js';

/**
 * Why an endpoint may not serve a request: it is drained, or not well; it is of another kind than the route or the path is for;
 * it does not have the model, may not serve it (`models`), or has nothing that can do what is asked for.
 */
export type Absence = 'draining' | 'status' | 'route' | 'path' | 'model' | 'policy' | 'capability';

/** What the service works with. */
export interface RegistryParts {
  readonly store: FleetStore;
  readonly profiles: Live<ProfileCatalogue>;
  readonly names: ModelNames;
  readonly catalogues: CatalogueSource;
  readonly strategy: () => RoutingStrategy;
  readonly aliases: () => AliasTable;
  readonly policies: () => ModelPolicies;
  /** Looks for a model that nobody has, within the time that requests may wait for that. */
  readonly refresh: (model: string) => Promise<Refresh>;
}

/**
 * Says which endpoints may serve a request, under which name and path, and why (models-and-health.md §12
 * to §14). Answers are kept for as long as the fleet stays as it is, so that a request costs a few look-ups; a new one costs
 * what its model has holders, not what the fleet has endpoints or models.
 */
export class RegistryService {
  #paths: PathInspector;
  #nativePaths: NativePaths;
  #fields = new Map<Scope, Map<PathFacts, Field>>();
  #fieldsOf: Fleet | undefined;
  #aliases: AliasTable | undefined;
  #policies: ModelPolicies | undefined;

  constructor(private readonly parts: RegistryParts) {
    const { current } = parts.profiles;
    this.#paths = new PathInspector(current);
    this.#nativePaths = new NativePaths(current.all);
    parts.profiles.onChange((profiles) => {
      this.#paths = new PathInspector(profiles);
      this.#nativePaths = new NativePaths(profiles.all);
      this.#fields.clear();
    });
  }

  get fleet(): Fleet {
    return this.parts.store.fleet;
  }

  /** Whether a model or an alias goes by this name, in lower case. */
  knows(model: string): boolean {
    const { fleet } = this.parts.store;
    return (
      this.parts.aliases().resolve(model, fleet) !== undefined ||
      this.parts.names.holdersOf(fleet, model).length > 0 ||
      (this.parts.policies().of(model)?.fallback ?? NO_MODELS).some(
        (other) => this.parts.names.holdersOf(fleet, other).length > 0,
      )
    );
  }

  candidatesFor(exchange: Exchange): Candidates {
    const found = this.#candidatesFor(exchange);
    return exchange.needs.length > 0 ? this.#able(exchange, found) : found;
  }

  #candidatesFor(exchange: Exchange): Candidates {
    const fleet = this.parts.store.fleet;
    const facts = this.#paths.factsOf(exchange.path);
    const field = this.#field(fleet, exchange.scope, facts);
    const known = field.answers.get(exchange.model);
    if (known) return known;
    if (field.closed) return NOBODY;
    if (!goesByModel(exchange, facts)) return this.#withoutModel(field, exchange);
    const alias = this.#aliases?.resolve(exchange.model, fleet);
    const found = this.#withFallback(
      (alias && byAlias(field, alias, this.parts.policies())) ??
        this.#byModel(fleet, field, exchange.model, alias),
      fleet,
      field,
      exchange.model,
    );
    // An unknown name is not remembered: a client could invent any number of them.
    if (alias || this.parts.names.holdersOf(fleet, exchange.model).length > 0) {
      field.answers.set(exchange.model, found);
    }
    return found;
  }

  /** The same after the model has been looked for anew, for an answer that asked for that. */
  async refreshedCandidatesFor({ model, path, scope }: Exchange): Promise<Candidates> {
    const refresh = await this.parts.refresh(model);
    const fleet = this.parts.store.fleet;
    const field = this.#field(fleet, scope, this.#paths.factsOf(path));
    return field.closed ? NOBODY : this.#byModel(fleet, field, model, undefined, refresh);
  }

  /** Why an endpoint is not among the candidates of a request. */
  absence(state: EndpointState, exchange: Exchange): Absence {
    if (state.draining) return 'draining';
    if (!isRoutable(state.status) && state.demotedAt === 0) return 'status';
    const { fleet } = this;
    const facts = this.#paths.factsOf(exchange.path);
    const field = this.#field(fleet, exchange.scope, facts);
    if (!field.endpoints.includes(state)) {
      return facts.supporters && !facts.supporters.has(profileOf(state.endpoint)) ? 'path' : 'route';
    }
    const { url, name } = state.endpoint;
    const alias = this.#aliases?.resolve(exchange.model, fleet);
    const has =
      alias?.stages.some((stage) => stage.has(url)) ||
      this.parts.names.holdersOf(fleet, exchange.model).some((holder) => holder.url === url);
    if (!has && exchange.model !== '') return 'model';
    return this.parts.policies().of(exchange.model)?.allows(name) === false ? 'policy' : 'capability';
  }

  /** The path under which this endpoint does what the request asks for. */
  nativePath(endpoint: Endpoint, { path, scope }: Exchange): string {
    return this.#nativePaths.of(endpoint, path, scope);
  }

  #field(fleet: Fleet, scope: Scope, facts: PathFacts): Field {
    const aliases = this.parts.aliases();
    const policies = this.parts.policies();
    if (fleet !== this.#fieldsOf || aliases !== this.#aliases || policies !== this.#policies)
      this.#follow(fleet, aliases, policies);
    let byPath = this.#fields.get(scope);
    if (!byPath) this.#fields.set(scope, (byPath = new Map<PathFacts, Field>()));
    let field = byPath.get(facts);
    if (!field) byPath.set(facts, (field = new Field(fleet, scope, facts)));
    return field;
  }

  /** A list that changed moves answers; only endpoints and their statuses move the fields themselves. */
  #follow(fleet: Fleet, aliases: AliasTable, policies: ModelPolicies): void {
    const sameMembers = fleet.membersVersion === this.#fieldsOf?.membersVersion;
    if (sameMembers) {
      for (const byPath of this.#fields.values()) for (const field of byPath.values()) field.answers.clear();
    } else this.#fields = new Map();
    this.#fieldsOf = fleet;
    this.#aliases = aliases;
    this.#policies = policies;
  }

  /**
   * Those of the candidates that can do what the request needs. A request without a model prefers them; one
   * with a model is here only where they are required (`capability_routing`).
   */
  #able({ needs, model }: Exchange, found: Candidates): Candidates {
    const catalogue = this.parts.catalogues.of(this.fleet);
    const all = found.tiers.flat();
    if (model === '') return candidatesOf(endpointsWith(needs, all, catalogue));
    const { decision, names } = found;
    if (!decision || decision.status >= 400) return found;
    const able = endpointsAble(needs, { model, names }, all, catalogue);
    return able.length > 0
      ? candidatesOf(able, decision, names)
      : candidatesOf([], capabilityUnavailable(decision));
  }

  #withoutModel(field: Field, exchange: Exchange): Candidates {
    const found = candidatesOf(field.endpoints);
    if (exchange.model === '') field.answers.set('', found);
    return found;
  }

  /**
   * With the models behind them that stand in for this one: asked only when nobody of those before them is left
   * (`models[].fallback`). A stand-in has no stand-ins of its own.
   */
  #withFallback(found: Candidates, fleet: Fleet, field: Field, model: string): Candidates {
    const fallback = this.parts.policies().of(model)?.fallback ?? NO_MODELS;
    if (fallback.length === 0) return found;
    const names = new Map(found.names);
    const taken = new Set(found.tiers.flat());
    const stages = fallback.map((other) => {
      const policy = this.parts.policies().of(other);
      const holders = this.parts.names.holdersOf(fleet, other);
      const endpoints = allowed(policy, field.among(holders.map(({ url }) => url)));
      const fresh = endpoints.filter((state) => !taken.has(state));
      for (const state of fresh) {
        taken.add(state);
        names.set(state.endpoint.url, holders.find(({ url }) => url === state.endpoint.url)!.nativeName);
      }
      return fresh;
    });
    const tiers = inStagedTiers(stages);
    if (tiers.length === 0) return found;
    return candidatesIn([...found.tiers, ...tiers], found.total > 0 ? found.decision : STOOD_IN, names);
  }

  #byModel(
    fleet: Fleet,
    field: Field,
    model: string,
    alias: AliasMatch | undefined,
    refresh?: Refresh,
  ): Candidates {
    const holders = this.parts.names.holdersOf(fleet, model);
    const policy = this.parts.policies().of(model);
    const answer = this.parts.strategy().route({
      model,
      candidates: allowed(policy, field.endpoints),
      having: allowed(policy, field.among(holders.map(({ url }) => url))),
      known: holders.length > 0 || (alias !== undefined && alias.stages.length > 0),
      refresh,
    });
    const names = this.parts.names.namesFor(holders, model);
    const found = candidatesOf(answer.endpoints, answer.decision, names);
    return answer.wantsRefresh ? { ...found, wantsRefresh: true } : found;
  }
}

const NO_MODELS: readonly string[] = [];
const STOOD_IN = { strategy: 'policy', action: 'fallback', status: 200, reason: 'model_fallback' } as const;

/** Those on which the model may be served. */
function allowed(
  policy: ModelPolicy | undefined,
  endpoints: readonly EndpointState[],
): readonly EndpointState[] {
  return policy ? endpoints.filter(({ endpoint }) => policy.allows(endpoint.name)) : endpoints;
}

/** On a provider's route a model counts only where the path is one that is known to name one (§13.3). */
const goesByModel = ({ model, scope }: Exchange, facts: PathFacts): boolean =>
  model !== '' && (scope.provider === '' || facts.routesModel);

/** The endpoints of each stage in turn, each under the name of its first (§12); undefined when there are none. */
function byAlias(field: Field, match: AliasMatch, policies: ModelPolicies): Candidates | undefined {
  const names = new Map<string, string>();
  const stages: EndpointState[][] = [];
  for (const stage of match.stages) {
    const fresh = [...stage].filter(([url]) => !names.has(url));
    for (const [url, name] of fresh) names.set(url, name);
    const endpoints = field.among(fresh.map(([url]) => url));
    stages.push(
      endpoints.filter(({ endpoint: { url, name } }) => policies.of(names.get(url)!)?.allows(name) ?? true),
    );
  }
  const tiers = inStagedTiers(stages);
  if (tiers.length === 0) return undefined;
  const reason = aliasReason(match, tiers.flat().length);
  return candidatesIn(tiers, { strategy: 'alias', action: 'routed', status: 200, reason }, names);
}
