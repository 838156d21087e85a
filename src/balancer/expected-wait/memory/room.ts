import type { LoadReport } from '../../../core/load.js';
import { modelKey } from '../../../core/residency.js';

/** A model stays in memory for so long after its last use as far as nobody says otherwise: Ollama's own default. */
const USUALLY_KEPT_MS = 300_000;
const MOST_KEPT_MS = 86_400_000;
/** Nobody holds more models at once: who says so is mistaken. */
const MOST_HELD = 64;
/** Whoever never had to let a model go probably has room: to find out costs one eviction, never to try costs much more. */
const HARDLY_FULL = 0.02;

/** How many models the memory of an endpoint holds, and for how long: learned from what it reports. */
export class Room {
  #mostSeen = 0;
  /** A model was seen to go when another one came: it holds no more than it was ever seen to hold. */
  #everFull = false;
  #everTold = false;
  #keptMs = USUALLY_KEPT_MS;
  #toldKeeping = false;
  #latest: LoadReport | undefined;

  /** For so long a model stays after its last use, as far as the server tells when it goes (`keep_alive`, TTL). */
  get keptMs(): number {
    return this.#keptMs;
  }

  /** The endpoint has said which models are there. */
  get isTold(): boolean {
    return this.#everTold;
  }

  /**
   * How likely one more model pushes another one out, 0 to 1. Unknown memory is taken for as large as it was ever seen to
   * be, once a model was seen to go; before that nobody knows.
   * @param held how many models are there
   * @param freeBytes as the endpoint tells it
   */
  fullness(held: number, sizeBytes: number | undefined, freeBytes: number | undefined): number {
    if (freeBytes !== undefined && freeBytes >= 0 && sizeBytes !== undefined)
      return sizeBytes > freeBytes ? 1 : 0;
    if (held === 0 || held < this.#mostSeen) return 0;
    return this.#everFull ? 1 : HARDLY_FULL;
  }

  /** Learns from a report; from the same one once. @param isLoading whether Olla has it load a model */
  learn(report: LoadReport, isLoading: boolean): void {
    const { residents, at } = report;
    if (report === this.#latest || !residents) return;
    const before = this.#latest?.residents;
    this.#latest = report;
    this.#learnKeeping(residents, at);
    const names = new Set(residents.map(({ name }) => modelKey(name)));
    const known = new Set(before?.map(({ name }) => modelKey(name)));
    const came = isLoading || [...names].some((name) => !known.has(name));
    const wasPushed = before?.some(
      ({ name, expiresAt = Infinity }) => !names.has(modelKey(name)) && expiresAt > at,
    );
    if (came && wasPushed) this.#everFull = true;
    this.#mostSeen = Math.max(this.#mostSeen, names.size);
    this.#everTold = true;
  }

  /** To be kept over a restart. */
  get memory(): readonly [mostSeen: number, everFull: boolean, keptMs: number] {
    return [this.#mostSeen, this.#everFull, this.#toldKeeping ? this.#keptMs : 0];
  }

  /** Takes up what was kept; what cannot be right is left out. */
  recall(mostSeen: unknown, everFull: unknown, keptMs: unknown): void {
    if (!Number.isSafeInteger(mostSeen) || (mostSeen as number) < 0 || (mostSeen as number) > MOST_HELD)
      return;
    this.#mostSeen = Math.max(this.#mostSeen, mostSeen as number);
    this.#everFull ||= everFull === true && this.#mostSeen > 0;
    if (typeof keptMs !== 'number' || !(keptMs > 0 && keptMs <= MOST_KEPT_MS)) return;
    this.#keptMs = keptMs;
    this.#toldKeeping = true;
  }

  /** Whatever was used this moment goes when the whole time is over: the longest that is seen is that time. */
  #learnKeeping(residents: NonNullable<LoadReport['residents']>, at: number): void {
    let longest = 0;
    for (const { expiresAt = at } of residents) longest = Math.max(longest, expiresAt - at);
    if (longest === 0) return;
    this.#keptMs = Math.min(this.#toldKeeping ? Math.max(this.#keptMs, longest) : longest, MOST_KEPT_MS);
    this.#toldKeeping = true;
  }
}
