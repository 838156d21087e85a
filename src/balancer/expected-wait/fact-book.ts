import type { Endpoint, EndpointState } from '../../core/endpoint.js';
import { modelKey } from '../../core/residency.js';
import { EndpointFacts, type Surroundings } from './endpoint-facts.js';
import { ModelDemand } from './model-demand.js';

const COPIES_KEPT_MS = 1_000;

/** What is known of every endpoint, for as long as it is part of the fleet. */
export class FactBook implements Surroundings {
  readonly demand = new ModelDemand();
  readonly #endpoints = new Map<string, EndpointFacts>();
  #holders = new Map<string, Set<string>>();
  #countedAt = Number.NEGATIVE_INFINITY;

  /**
   * @param fleet the endpoints there are now
   * @param slotsOf how many requests an endpoint that does not say is taken to answer at once
   */
  constructor(
    private readonly fleet: () => readonly EndpointState[],
    readonly slotsOf: (endpoint: Endpoint) => number,
  ) {}

  /** Those of whom something is known. */
  get known(): ReadonlyMap<string, EndpointFacts> {
    return this.#endpoints;
  }

  of(url: string): EndpointFacts {
    const known = this.#endpoints.get(url);
    if (known) return known;
    const facts = new EndpointFacts();
    this.#endpoints.set(url, facts);
    return facts;
  }

  forget(url: string): void {
    this.#endpoints.delete(url);
  }

  copies(model: string, now: number): number {
    return this.holders(model, now).size;
  }

  /** URLs of the endpoints that have the model in memory, as of a second ago at most. */
  holders(model: string, now: number): ReadonlySet<string> {
    if (now - this.#countedAt > COPIES_KEPT_MS) this.#count(now);
    return this.#holders.get(model) ?? NOBODY;
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
