import type { Caller } from '../../core/caller.js';

const MOST = 10_000;
/** A token that never expires, or late, is looked at again after this: its key may have been withdrawn. */
const LONGEST_MS = 5 * 60_000;

interface Verified {
  readonly caller: Caller;
  readonly until: number;
}

/** Tokens that were verified, by their hashes. The one that was verified longest ago gives way. */
export class VerifiedTokens {
  readonly #known = new Map<string, Verified>();

  get(hash: string, now: number): Caller | undefined {
    const known = this.#known.get(hash);
    if (known === undefined) return undefined;
    if (known.until > now) return known.caller;
    this.#known.delete(hash);
    return undefined;
  }

  add(hash: string, caller: Caller, expiresAt: number, now: number): void {
    this.#known.set(hash, { caller, until: Math.min(expiresAt, now + LONGEST_MS) });
    if (this.#known.size <= MOST) return;
    const [oldest] = this.#known.keys();
    this.#known.delete(oldest!);
  }
}
