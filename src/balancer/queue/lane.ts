import type { Waiter } from './waiter.js';

const HALF_LIFE_MS = 600_000;

/** What a lane leaves behind when nobody waits in it any more. */
export interface PastDebt {
  readonly debtMs: number;
  /** Epoch milliseconds. */
  readonly at: number;
}

const NO_DEBT: PastDebt = { debtMs: 0, at: 0 };

/** Requests that could all go to the same endpoints, in the order of their start tags. */
export class Lane {
  readonly #waiters: Waiter[] = [];
  #debtMs = 0;
  #countedAt = Date.now();

  #past: PastDebt;

  /** @param past of the lane that was there before */
  constructor(
    readonly key: string,
    past: PastDebt = NO_DEBT,
  ) {
    this.#past = past;
  }

  get size(): number {
    return this.#waiters.length;
  }

  /** Milliseconds that its requests have waited, all together, since `paid`. */
  get debtMs(): number {
    this.#count();
    return this.#debtMs;
  }

  /** The same with what those waited who came before them, forgotten slowly: who waits a little again and again. */
  get longDebtMs(): number {
    const { debtMs, at } = this.#past;
    return this.debtMs + debtMs * 2 ** (-Math.max(Date.now() - at, 0) / HALF_LIFE_MS);
  }

  /** A model is loaded for them. */
  paid(): void {
    this.#countedAt = Date.now();
    this.#debtMs = 0;
    this.#past = NO_DEBT;
  }

  get first(): Waiter | undefined {
    return this.#waiters[0];
  }

  get last(): Waiter | undefined {
    return this.#waiters.at(-1);
  }

  /** The first of those in front for whom this holds. @param most so many are looked at */
  firstWhere(holds: (waiter: Waiter) => boolean, most: number): Waiter | undefined {
    for (let at = 0; at < this.#waiters.length && at < most; at++) {
      const waiter = this.#waiters[at]!;
      if (holds(waiter)) return waiter;
    }
    return undefined;
  }

  /** The one with the highest tag of a caller. */
  lastOf(flow: string): Waiter | undefined {
    return this.#waiters.findLast(({ what }) => what.flow === flow);
  }

  /** Of equal tags the one that came first stays first. */
  add(waiter: Waiter): void {
    this.#count();
    this.#waiters.splice(this.countBefore(waiter.what.start, true), 0, waiter);
  }

  remove(waiter: Waiter): void {
    this.#count();
    const { start } = waiter.what;
    for (let at = this.countBefore(start, false); at < this.#waiters.length; at++) {
      if (this.#waiters[at] === waiter) return void this.#waiters.splice(at, 1);
      if (this.#waiters[at]!.what.start > start) return;
    }
  }

  /** How many have a lower tag, or an equal one too. */
  countBefore(start: number, equalToo: boolean): number {
    let low = 0;
    let high = this.#waiters.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const tag = this.#waiters[middle]!.what.start;
      if (tag < start || (equalToo && tag === start)) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** What was waited until now was waited by so many. */
  #count(): void {
    const now = Date.now();
    this.#debtMs += this.#waiters.length * Math.max(now - this.#countedAt, 0);
    this.#countedAt = now;
  }
}
