import type { EndpointState } from '../../core/endpoint.js';
import { modelKey } from '../../core/residency.js';
import type { FactBook } from './fact-book.js';

/** So many candidates are judged; what a request costs must not grow with the fleet. */
const MOST = 32;
const HOLDERS = 16;
/** Prime, so that it visits every place of most lists before it comes back. */
const STRIDE = 7_919;

/** Picks the candidates that are judged. */
export class Sampler {
  #turn = 0;

  /** All of a few; of many those that hold the model, as far as known, and some others in turn. */
  of(
    candidates: readonly EndpointState[],
    model: string,
    facts: FactBook,
    now: number,
  ): readonly EndpointState[] {
    const { length } = candidates;
    if (length <= MOST) return candidates;
    this.#turn = (this.#turn + 1) % length;
    const sample = new Set<EndpointState>();
    const holders = facts.holders(modelKey(model), now);
    if (holders.size > 0) this.#addHolders(candidates, holders, sample);
    const start = this.#turn;
    for (let step = 0; step < MOST * 2 && sample.size < MOST; step++) {
      sample.add(candidates[(start + step * STRIDE) % length]!);
    }
    return [...sample];
  }

  #addHolders(
    candidates: readonly EndpointState[],
    holders: ReadonlySet<string>,
    sample: Set<EndpointState>,
  ): void {
    for (let at = 0; at < candidates.length && sample.size < HOLDERS; at++) {
      const state = candidates[(this.#turn + at) % candidates.length]!;
      if (holders.has(state.endpoint.url)) sample.add(state);
    }
  }
}
