import type { Endpoint, EndpointState } from '../../core/endpoint.js';
import { modelKey } from '../../core/residency.js';
import { ModelPolicies } from '../../registry/index.js';
import { EndpointFacts, type Surroundings } from './endpoint-facts.js';
import { ModelDemand } from './model-demand.js';
import { UsualFacts } from './usual-facts.js';
import { Pressure } from './memory/pressure.js';

const COPIES_KEPT_MS = 1_000;

/** What is known of every endpoint, for as long as it is part of the fleet. */
export class FactBook implements Surroundings {
  readonly demand = new ModelDemand();
  readonly pressure: Pressure;
  readonly #usual = new UsualFacts();
  readonly #endpoints = new Map<string, EndpointFacts>();
  #holders = new Map<string, Set<string>>();
  #countedAt = Number.NEGATIVE_INFINITY;

  /**
   * @param fleet the endpoints there are now
   * @param slotsOf how many requests an endpoint that does not say is taken to answer at once
   * @param policies which models stay where they are
   */
  constructor(
    private readonly fleet: () => readonly EndpointState[],
    readonly slotsOf: (endpoint: Endpoint) => number,
    private readonly policies: () => ModelPolicies = NO_POLICIES,
  ) {
    this.pressure = new Pressure({
      fleet,
      residents: ({ endpoint, load }, now) =>
        this.of(endpoint.url)
          .memory.residents(load, now)
          .map(({ model }) => model),
      slots: (state, now) => this.slots(state, now),
      serviceMs: (url) => this.of(url).service.value,
      rate: (model, now) => this.demand.rate(model, now),
    });
  }

  /** Those of whom something is known. */
  get known(): ReadonlyMap<string, EndpointFacts> {
    return this.#endpoints;
  }

  /** Something was loaded or unloaded: what was counted is not true any more. */
  moved(): void {
    this.#countedAt = Number.NEGATIVE_INFINITY;
    this.pressure.moved();
  }

  slots({ endpoint, load }: EndpointState, now: number): number {
    return this.of(endpoint.url).slots(load, now) ?? this.slotsOf(endpoint);
  }

  of(url: string): EndpointFacts {
    const known = this.#endpoints.get(url);
    if (known) return known;
    const facts = new EndpointFacts(this.#usual);
    this.#endpoints.set(url, facts);
    return facts;
  }

  forget(url: string): void {
    this.#endpoints.delete(url);
  }

  /** URLs of the endpoints that have the model in memory, as of a second ago at most. */
  holders(model: string, now: number): ReadonlySet<string> {
    if (now - this.#countedAt > COPIES_KEPT_MS) this.#count(now);
    return this.#holders.get(model) ?? NOBODY;
  }

  /** A pinned model makes room for no other one. */
  readonly isPinned = (model: string): boolean => this.policies().of(model)?.pinned === true;

  /** On how many endpoints a model is loaded at most, as far as Olla decides. */
  mostCopies(model: string): number {
    return this.policies().of(model)?.maxReplicas ?? Infinity;
  }

  sizeOf({ models }: EndpointState, model: string): number | undefined {
    return sizesOf(models).get(model);
  }

  /** Once a second at most: it looks at the whole fleet. */
  #count(now: number): void {
    this.#countedAt = now;
    this.#holders = new Map();
    for (const { endpoint, load } of this.fleet()) {
      for (const { model } of this.of(endpoint.url).memory.residents(load, now)) {
        const holders = this.#holders.get(model);
        if (holders) holders.add(endpoint.url);
        else this.#holders.set(model, new Set([endpoint.url]));
      }
    }
  }
}

const NO_POLICIES = (): ModelPolicies => NONE_CONFIGURED;
const NONE_CONFIGURED = new ModelPolicies([]);
const NOBODY: ReadonlySet<string> = new Set();

const sizes = new WeakMap<EndpointState['models'], ReadonlyMap<string, number>>();

/** Worked out once per list of models: it is asked for with every request. */
function sizesOf(models: EndpointState['models']): ReadonlyMap<string, number> {
  const known = sizes.get(models);
  if (known) return known;
  const found = new Map<string, number>();
  for (const { name, sizeBytes } of models) if (sizeBytes !== undefined) found.set(modelKey(name), sizeBytes);
  sizes.set(models, found);
  return found;
}
