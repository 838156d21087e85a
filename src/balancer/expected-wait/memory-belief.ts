import type { Load, LoadReport } from '../../core/load.js';
import { believed, modelKey, residency as toldResidency, type Residency } from '../../core/residency.js';
import { Learned } from './learned.js';

/** What Olla did itself tells more than a report that is older. */
interface Use {
  /** Epoch milliseconds of the request or the order that found it absent; 0 = it was in memory. */
  loadingSince: number;
  usedAt: number;
  /** It was ordered: when it is there will be told, and nobody has to wait for it at the endpoint. */
  ordered: boolean;
}

/** Room that is being made for a model: the one that has to go gets no more requests. */
interface Reservation {
  readonly forModel: string;
  readonly victim: string;
  until: number;
}

/** What an endpoint believes of one model. */
export interface Believed {
  readonly residency: Residency;
  /** The endpoint said so; otherwise it follows from what Olla sent there, or nobody knows. */
  readonly told: boolean;
  /** Epoch milliseconds since when it is loading; 0 unless it is. */
  readonly since: number;
  readonly ordered: boolean;
}

/** A model stays in memory for so long after its last use as far as nobody says otherwise: Ollama's own default. */
const USUALLY_KEPT_MS = 300_000;
const MOST_KEPT_MS = 86_400_000;
/** Longer than any model takes to load. */
const LONGEST_LOAD_MS = 600_000;
/** A report that left the server before a request reached it may come after it. */
const CROSSING_MS = 1_000;
const MOST_MODELS = 64;
/** Whoever never had to let a model go probably has room: to find out costs one eviction, never to try costs much more. */
const HARDLY_FULL = 0.02;
const LEAST_CREDIT = 0.7;
const CREDIT_HALF_LIFE_MS = 600_000;
const REFUSED_MS = 60_000;
/** Whoever wants room says so at every look; who left is forgotten after this. */
const RESERVED_MS = 1_000;

/**
 * Which models an endpoint holds in memory: what it told, and what follows from what was sent there since. So two
 * requests that come one right after the other see each other, and one model isn't loaded on two machines for both.
 */
export class MemoryBelief {
  /** How often what it said of a model was so when somebody tried, 0 to 1: without credit, only what Olla saw counts. */
  readonly credit = new Learned(1, 1, CREDIT_HALF_LIFE_MS);
  readonly #uses = new Map<string, Use>();
  /** Our requests under way there, by model. */
  readonly #users = new Map<string, number>();
  /** Models that had to go for others, and when: a report of before that still lists them is wrong. */
  readonly #gone = new Map<string, number>();
  /** Models that it could not load, and until when nobody asks it to. */
  readonly #refused = new Map<string, number>();
  #reservation: Reservation | undefined;
  #mostSeen = 0;
  /** A model was seen to go when another one came: it holds no more than it was ever seen to hold. */
  #everFull = false;
  #lastReport: LoadReport | undefined;
  #everTold = false;
  /** For so long a model stays after its last use, as far as the server tells when it goes (`keep_alive`, TTL). */
  #keptMs = USUALLY_KEPT_MS;
  #toldKeeping = false;

  /** A request for the model goes there. */
  sent(model: string, residency: Residency, now: number): void {
    const known = this.#uses.get(model);
    const loadingSince =
      residency === 'loading' ? (known?.loadingSince ?? now) : residency === 'absent' ? now : 0;
    this.#note(model, { loadingSince, usedAt: now, ordered: false });
    this.#users.set(model, (this.#users.get(model) ?? 0) + 1);
    if (this.#reservation?.forModel === model) this.#reservation = undefined;
  }

  /** A request for the model is over there, whatever became of it. */
  over(model: string): void {
    const left = (this.#users.get(model) ?? 0) - 1;
    if (left > 0) this.#users.set(model, left);
    else this.#users.delete(model);
  }

  /** The endpoint was told to load it. */
  ordered(model: string, now: number): void {
    this.#note(model, { loadingSince: now, usedAt: now, ordered: true });
    if (this.#reservation?.forModel === model) this.#reservation = undefined;
  }

  /** An answer came from the model, or the server says so: it is in memory. */
  answered(model: string, now: number): void {
    this.#note(model, { loadingSince: 0, usedAt: now, ordered: false });
  }

  /** It was told to load the model and could not: it is not told again for a while. */
  refused(model: string, now: number): void {
    this.failed(model);
    this.#refused.set(model, now + REFUSED_MS);
    if (this.#refused.size > MOST_MODELS) this.#refused.delete(this.#refused.keys().next().value!);
  }

  refuses(model: string, now: number): boolean {
    return (this.#refused.get(model) ?? 0) > now;
  }

  /** Room is being made for a model: `victim` is asked for nothing more, until this is not repeated. */
  reserve(forModel: string, victim: string, now: number): void {
    this.#reservation = { forModel, victim, until: now + RESERVED_MS };
  }

  /** The model for which room is being made; undefined = none. */
  reservedFor(now: number): string | undefined {
    const reservation = this.#reservation;
    return reservation && reservation.until >= now ? reservation.forModel : undefined;
  }

  /** The request came to nothing: whether the model is there is as unknown as before. */
  failed(model: string): void {
    this.#uses.delete(model);
  }

  of(load: Pick<Load, 'told'>, model: string, now: number): Believed {
    if (this.#reservation?.victim === model && this.#reservation.until >= now) return GONE;
    const report = this.#look(load, now);
    const use = this.#uses.get(model);
    const told = report?.residents ? toldResidency(load, model, now) : 'unknown';
    if (use && use.loadingSince > 0 && told !== 'loaded' && this.#stillLoads(use, model, now))
      return { residency: 'loading', told: false, since: use.loadingSince, ordered: use.ordered };
    const reportedAt = report?.at ?? 0;
    if (use && now - use.usedAt <= this.#keptMs && use.usedAt + CROSSING_MS >= reportedAt) return LOADED;
    if (told === 'loaded' && (this.#isGone(model, reportedAt) || this.#hasExpired(report!, model, now)))
      return GONE;
    const since = told === 'loading' ? (report?.at ?? now) : 0;
    return { residency: told, told: told !== 'unknown', since, ordered: false };
  }

  /** How likely it is that a model of which nothing is known is not in memory. */
  get doubt(): number {
    return this.#everTold ? 0.5 : 0.05;
  }

  /** The models in memory, least recently used first, with the times of their last use as far as known (else 0). */
  residents(
    load: Pick<Load, 'told'>,
    now: number,
  ): readonly { readonly model: string; readonly usedAt: number }[] {
    const report = this.#look(load, now);
    const reportedAt = report?.at ?? 0;
    const models = new Set<string>();
    for (const { name } of report?.residents ?? []) {
      const model = modelKey(name);
      if (!this.#isGone(model, reportedAt) && !this.#hasExpired(report!, model, now)) models.add(model);
    }
    for (const [model, use] of this.#uses) {
      const fresh = use.usedAt + CROSSING_MS >= reportedAt && now - use.usedAt <= this.#keptMs;
      if (fresh || (use.loadingSince > 0 && this.#stillLoads(use, model, now))) models.add(model);
    }
    return [...models]
      .map((model) => ({ model, usedAt: this.#uses.get(model)?.usedAt ?? 0 }))
      .sort((a, b) => a.usedAt - b.usedAt);
  }

  /**
   * How likely one more model pushes another one out, 0 to 1. Unknown memory is taken for as large as it was ever seen to
   * be, once a model was seen to go; before that nobody knows.
   */
  fullness(load: Pick<Load, 'told'>, sizeBytes: number | undefined, now: number): number {
    const free = this.#look(load, now)?.freeMemoryBytes;
    if (free !== undefined && free >= 0 && sizeBytes !== undefined) return sizeBytes > free ? 1 : 0;
    const { length } = this.residents(load, now);
    if (length === 0 || length < this.#mostSeen) return 0;
    return this.#everFull ? 1 : HARDLY_FULL;
  }

  /** A model comes that was absent: what goes for it is not there any more, whatever older reports say. */
  makesRoom(
    load: Pick<Load, 'told'>,
    sizeBytes: number | undefined,
    now: number,
    stays?: (model: string) => boolean,
  ): void {
    if (this.fullness(load, sizeBytes, now) < 1) return;
    const victim = this.victim(load, now, stays);
    if (!victim) return;
    this.#uses.delete(victim.model);
    this.#gone.set(victim.model, now);
  }

  /** How large its memory was seen to be, to be kept over a restart. */
  get room(): readonly [mostSeen: number, everFull: boolean, keptMs: number] {
    return [this.#mostSeen, this.#everFull, this.#toldKeeping ? this.#keptMs : 0];
  }

  /** Takes up what was kept; what cannot be right is left out. */
  recallRoom(mostSeen: unknown, everFull: unknown, keptMs: unknown): void {
    if (!Number.isSafeInteger(mostSeen) || (mostSeen as number) < 0 || (mostSeen as number) > MOST_MODELS)
      return;
    this.#mostSeen = Math.max(this.#mostSeen, mostSeen as number);
    this.#everFull ||= everFull === true && this.#mostSeen > 0;
    if (typeof keptMs !== 'number' || !(keptMs > 0 && keptMs <= MOST_KEPT_MS)) return;
    this.#keptMs = keptMs;
    this.#toldKeeping = true;
  }

  /** Which model goes when room is needed: the least recently used of those that nobody uses, else of all. */
  victim(
    load: Pick<Load, 'told'>,
    now: number,
    stays: (model: string) => boolean = NOTHING_STAYS,
  ): { readonly model: string; readonly inUse: boolean } | undefined {
    const residents = this.residents(load, now).filter(({ model }) => !stays(model));
    const idle = residents.find(({ model }) => !this.#users.has(model));
    if (idle) return { model: idle.model, inUse: false };
    const [first] = residents;
    return first && { model: first.model, inUse: true };
  }

  #note(model: string, use: Use): void {
    this.#gone.delete(model);
    this.#uses.delete(model);
    this.#uses.set(model, use);
    if (this.#uses.size > MOST_MODELS) this.#uses.delete(this.#uses.keys().next().value!);
  }

  /** Until it is told to be there, for as long as somebody of ours waits for it. */
  #stillLoads({ ordered, usedAt }: Use, model: string, now: number): boolean {
    return (ordered || this.#users.has(model)) && now - usedAt <= LONGEST_LOAD_MS;
  }

  /** The server said when it would let go of it, and nobody of ours has used it since. */
  #hasExpired({ residents }: LoadReport, model: string, now: number): boolean {
    const { expiresAt } = residents?.find(({ name }) => modelKey(name) === model) ?? {};
    return expiresAt !== undefined && expiresAt <= now && !this.#users.has(model);
  }

  #isGone(model: string, reportedAt: number): boolean {
    const at = this.#gone.get(model);
    if (at === undefined) return false;
    if (at + CROSSING_MS >= reportedAt) return true;
    this.#gone.delete(model);
    return false;
  }

  #look(load: Pick<Load, 'told'>, now: number): LoadReport | undefined {
    const report = believed(load, now);
    if (report?.residents && report !== this.#lastReport) this.#learnRoom(report);
    return this.credit.value > LEAST_CREDIT ? report : undefined;
  }

  /** Whatever was used this moment goes when the whole time is over: the longest that is seen is that time. */
  #learnKeeping({ residents, at }: LoadReport): void {
    let longest = 0;
    for (const { expiresAt } of residents!) longest = Math.max(longest, (expiresAt ?? at) - at);
    if (longest === 0) return;
    this.#keptMs = Math.min(this.#toldKeeping ? Math.max(this.#keptMs, longest) : longest, MOST_KEPT_MS);
    this.#toldKeeping = true;
  }

  #learnRoom(report: LoadReport): void {
    const before = this.#lastReport?.residents;
    this.#lastReport = report;
    const names = new Set(report.residents!.map(({ name }) => modelKey(name)));
    const known = new Set(before?.map(({ name }) => modelKey(name)));
    this.#learnKeeping(report);
    const came = [...names].some((name) => !known.has(name));
    const went = before?.some(
      ({ name, expiresAt }) => !names.has(modelKey(name)) && !((expiresAt ?? Infinity) <= report.at),
    );
    const coming = [...this.#uses.values()].some(({ loadingSince }) => loadingSince > 0);
    if (went && (came || coming)) this.#everFull = true;
    this.#mostSeen = Math.max(this.#mostSeen, names.size);
    this.#everTold = true;
  }
}

const NOTHING_STAYS = (): boolean => false;
const LOADED: Believed = { residency: 'loaded', told: false, since: 0, ordered: false };
const GONE: Believed = { residency: 'absent', told: false, since: 0, ordered: false };
