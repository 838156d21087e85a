/** What a figure stands on, as it is kept over a restart. */
export type Memory = readonly [sum: number, weight: number, at: number];

/**
 * A figure that is learned from what happens and forgotten slowly: it begins as a guess that counts like some
 * observations, and every observation counts half after the half-life.
 */
export class Learned {
  #sum = 0;
  #weight = 0;
  #at = 0;

  /**
   * @param guess what is taken as long as nothing is known; a figure that is learned itself learns whatever this one does
   * @param trust how many observations the guess is worth
   * @param halfLifeMs milliseconds
   */
  constructor(
    private readonly guess: number | Learned,
    private readonly trust = 1,
    private readonly halfLifeMs = 3_600_000,
  ) {}

  /** What is odd teaches nothing: negative, infinite, not a number. */
  add(value: number, now: number): void {
    if (!(value >= 0 && value < Infinity)) return;
    this.#fade(now);
    this.#sum += value;
    this.#weight += 1;
    if (typeof this.guess !== 'number') this.guess.add(value, now);
  }

  get value(): number {
    const guess = typeof this.guess === 'number' ? this.guess : this.guess.value;
    return (guess * this.trust + this.#sum) / (this.trust + this.#weight);
  }

  /** How many observations it stands on, faded ones counting less. */
  get weight(): number {
    return this.#weight;
  }

  /** To be kept over a restart. */
  get memory(): Memory {
    return [this.#sum, this.#weight, this.#at];
  }

  /** Takes up what was kept. What cannot be right is left out. */
  recall([sum, weight, at]: Memory): void {
    if (![sum, weight, at].every((each) => Number.isFinite(each) && each >= 0)) return;
    this.#sum = sum;
    this.#weight = weight;
    this.#at = at;
    if (typeof this.guess !== 'number') this.guess.#absorb(sum, weight, at);
  }

  /** Takes in what another one has learned up to a moment. */
  #absorb(sum: number, weight: number, at: number): void {
    if (at > this.#at) this.#fade(at);
    const kept = 2 ** (-(this.#at - at) / this.halfLifeMs);
    this.#sum += sum * kept;
    this.#weight += weight * kept;
  }

  #fade(now: number): void {
    const kept = this.#at === 0 ? 1 : 2 ** (-Math.max(now - this.#at, 0) / this.halfLifeMs);
    this.#sum *= kept;
    this.#weight *= kept;
    this.#at = now;
  }
}
