import type { Priority } from '../../core/caller.js';

/** Shares of the classes: of two callers who always wait, the one of weight four has four turns to the other's one. */
const WEIGHTS: Readonly<Record<Priority, number>> = { high: 4, normal: 1, low: 0.25 };

export const isPriority = (text: string): text is Priority => Object.hasOwn(WEIGHTS, text);

/** Of two classes the lesser one. */
export const lesser = (a: Priority, b: Priority): Priority => (WEIGHTS[a] < WEIGHTS[b] ? a : b);

/**
 * The clock of start-time fair queueing (Goyal, Vin and Cheng, 1996): every request gets a start tag, whoever has the
 * lowest goes first. A caller who sends much pushes only its own tags into the future; one who sends little begins at the
 * present. A class is a share, not a right of way, so that nobody starves.
 */
export class FairClock {
  #now = 0;
  /** Flow → the tag at which its latest request ends. */
  readonly #ends = new Map<string, number>();

  /** The start tag of one more request. */
  enter(flow: string, priority: Priority): number {
    const key = `${priority} ${flow}`;
    const start = Math.max(this.#now, this.#ends.get(key) ?? 0);
    this.#ends.set(key, start + 1 / WEIGHTS[priority]);
    return start;
  }

  /** The start tag of a request that had its turn before and needs another one. */
  get again(): number {
    return this.#now;
  }

  /** A request with this tag is served. */
  served(start: number): void {
    if (start > this.#now) this.#now = start;
  }

  /** Nobody waits: what was, counts no more. */
  reset(): void {
    this.#now = 0;
    this.#ends.clear();
  }
}
