import type { Told } from './figures.js';

/** Requests per second, of all and of each endpoint and model by its name. */
export interface Rates {
  readonly all: number;
  readonly endpoints: ReadonlyMap<string, number>;
  readonly models: ReadonlyMap<string, number>;
}

const KEPT = 120;

/** Makes rates of counters that are looked at now and then. A counter that shrank began anew: no rate, this once. */
export class RateHistory {
  #before: { readonly at: number; readonly told: Told } | undefined;
  readonly #history: number[] = [];

  /** The rates of all requests so far, oldest first. */
  get history(): readonly number[] {
    return this.#history;
  }

  /** @param at milliseconds of any clock that only goes forward */
  add(told: Told, at: number): Rates {
    const before = this.#before;
    this.#before = { at, told };
    if (!before) return { all: 0, endpoints: new Map(), models: new Map() };
    const seconds = Math.max((at - before.at) / 1_000, 0.001);
    const per = (now: number, then: number | undefined): number => Math.max(now - (then ?? now), 0) / seconds;
    const endpointsThen = new Map(before.told.status.endpoints.map(({ id, requests }) => [id, requests]));
    const modelsThen = new Map(before.told.models.map((model) => [model.name, model.total_requests]));
    const all = per(told.status.system.total_requests, before.told.status.system.total_requests);
    this.#history.push(all);
    if (this.#history.length > KEPT) this.#history.shift();
    return {
      all,
      endpoints: new Map(
        told.status.endpoints.map(({ id, requests }) => [id, per(requests, endpointsThen.get(id))]),
      ),
      models: new Map(
        told.models.map(({ name, total_requests: now }) => [name, per(now, modelsThen.get(name) ?? 0)]),
      ),
    };
  }
}
