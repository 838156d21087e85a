import { LENGTHS, type PrefixMarks } from './prefix-marks.js';

/** Marks that an endpoint is remembered by: 32 KB, however much it was asked. */
const PLACES = 4_096;
/** For so long after its last use a server is taken to keep what it has read. */
const KEPT_SECONDS = 600;

/**
 * Which beginnings of conversations an endpoint has read lately. A place is taken by whoever comes next, so that it forgets
 * by itself and never grows.
 */
export class PrefixMemory {
  #marks: Uint32Array | undefined;
  #seconds: Uint32Array | undefined;

  /** The endpoint reads this conversation. @param now epoch milliseconds */
  read({ hashes }: PrefixMarks, now: number): void {
    if (hashes.length === 0) return;
    const marks = (this.#marks ??= new Uint32Array(PLACES));
    const seconds = (this.#seconds ??= new Uint32Array(PLACES));
    for (const hash of hashes) {
      marks[hash % PLACES] = hash;
      seconds[hash % PLACES] = now / 1_000;
    }
  }

  /** How many bytes of the conversation it has read before, as far as anybody can tell. */
  known({ hashes }: PrefixMarks, now: number): number {
    const marks = this.#marks;
    const seconds = this.#seconds;
    if (!marks || !seconds) return 0;
    const oldest = now / 1_000 - KEPT_SECONDS;
    for (let i = hashes.length - 1; i >= 0; i--) {
      const place = hashes[i]! % PLACES;
      if (marks[place] === hashes[i] && seconds[place]! >= oldest) return LENGTHS[i]!;
    }
    return 0;
  }
}
