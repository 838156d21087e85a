/** How long a prompt takes to be read: something in any case, and something per token. Milliseconds. */
export interface Reading {
  readonly baseMs: number;
  readonly msPerToken: number;
}

/** Sums of a weighted least-squares fit of milliseconds by tokens, as they are kept over a restart. */
export type ReadingMemory = readonly [
  weight: number,
  x: number,
  y: number,
  xx: number,
  xy: number,
  at: number,
];

const HALF_LIFE_MS = 3_600_000;
/** The guess counts like observations of two prompts, a tiny one and one of so many tokens; each for so much. */
const GUESSED_TOKENS = 2_000;
const TRUST = 0.25;

/**
 * How fast prompts of any size are read: learned as a straight line, since short prompts alone say how long it takes to
 * begin, and nothing of how long a long one takes. What was seen counts half after an hour.
 */
export class ReadingSpeed {
  #weight = 0;
  #x = 0;
  #y = 0;
  #xx = 0;
  #xy = 0;
  #at = 0;
  #changes = 0;
  #line: Reading | undefined;
  #lineOf = -1;

  /** @param guess what is taken as long as nothing is known; one that learns itself learns whatever this one does */
  constructor(private readonly guess: Reading | ReadingSpeed) {}

  /** A prompt of so many tokens, those that were known left out, took so long to be read. What is odd teaches nothing. */
  add(tokens: number, ms: number, now: number): void {
    if (!(tokens >= 0 && tokens < Infinity && ms >= 0 && ms < Infinity)) return;
    this.#fade(now);
    this.#sum([1, tokens, ms, tokens * tokens, tokens * ms]);
    if (this.guess instanceof ReadingSpeed) this.guess.add(tokens, ms, now);
  }

  get reading(): Reading {
    const changes = this.#changesOfAll;
    if (!this.#line || this.#lineOf !== changes) {
      this.#line = this.#fitted();
      this.#lineOf = changes;
    }
    return this.#line;
  }

  get memory(): ReadingMemory {
    return [this.#weight, this.#x, this.#y, this.#xx, this.#xy, this.#at];
  }

  /** Takes up what was kept. What cannot be right is left out. */
  recall(memory: ReadingMemory): void {
    if (!memory.every((each) => Number.isFinite(each) && each >= 0)) return;
    const [weight, x, y, xx, xy, at] = memory;
    this.#fade(Math.max(at, this.#at));
    this.#sum([weight, x, y, xx, xy]);
    if (this.guess instanceof ReadingSpeed) this.guess.recall(memory);
  }

  get #changesOfAll(): number {
    return this.#changes + (this.guess instanceof ReadingSpeed ? this.guess.#changesOfAll : 0);
  }

  #fitted(): Reading {
    const { baseMs, msPerToken } = this.guess instanceof ReadingSpeed ? this.guess.reading : this.guess;
    const far = baseMs + msPerToken * GUESSED_TOKENS;
    const weight = this.#weight + TRUST * 2;
    const x = this.#x + TRUST * GUESSED_TOKENS;
    const y = this.#y + TRUST * (baseMs + far);
    const xx = this.#xx + TRUST * GUESSED_TOKENS * GUESSED_TOKENS;
    const xy = this.#xy + TRUST * GUESSED_TOKENS * far;
    const slope = (weight * xy - x * y) / (weight * xx - x * x);
    if (slope <= 0) return { baseMs: y / weight, msPerToken: 0 };
    const base = (y - slope * x) / weight;
    // Nobody is done before the beginning: then the line starts there.
    return base < 0 ? { baseMs: 0, msPerToken: xy / xx } : { baseMs: base, msPerToken: slope };
  }

  #sum([weight, x, y, xx, xy]: readonly [number, number, number, number, number]): void {
    this.#weight += weight;
    this.#x += x;
    this.#y += y;
    this.#xx += xx;
    this.#xy += xy;
    this.#changes++;
  }

  #fade(now: number): void {
    const kept = this.#at === 0 ? 1 : 2 ** (-Math.max(now - this.#at, 0) / HALF_LIFE_MS);
    this.#weight *= kept;
    this.#x *= kept;
    this.#y *= kept;
    this.#xx *= kept;
    this.#xy *= kept;
    this.#at = now;
  }
}
