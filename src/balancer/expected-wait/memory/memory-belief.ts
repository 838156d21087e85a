import type { Load, LoadReport } from '../../../core/load.js';
import { believed, modelKey, residency as toldResidency, type Residency } from '../../../core/residency.js';
import { Learned } from '../learned.js';
import { Reservation } from './reservation.js';
import { Room } from './room.js';

/** What Olla did itself tells more than a report that is older. */
interface Use {
  /** Epoch milliseconds of the request or the order that found it absent; 0 = it was in memory. */
  loadingSince: number;
  usedAt: number;
  /** It was ordered: when it is there will be told, and nobody has to wait for it at the endpoint. */
  ordered: boolean;
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

/** A model in memory, and when it was last used as far as known (else 0). */
export interface Resident {
  readonly model: string;
  readonly usedAt: number;
}

/** Longer than any model takes to load. */
const LONGEST_LOAD_MS = 600_000;
/** A report that left the server before a request reached it may come after it. */
const CROSSING_MS = 1_000;
const MOST_MODELS = 64;
const LEAST_CREDIT = 0.7;
const CREDIT_HALF_LIFE_MS = 600_000;
const REFUSED_MS = 60_000;
/** What is in memory is asked for with every candidate of every request: times run out this much later. */
const LISTED_FOR_MS = 100;
/** How likely a model of which nothing is known is not there: where servers tell, and where none ever did. */
const DOUBT_OF_TELLERS = 0.5;
const DOUBT_OF_SILENT = 0.05;

/**
 * Which models an endpoint holds in memory: what it told, and what follows from what was sent there since. So two
 * requests that come one right after the other see each other, and one model isn't loaded on two machines for both.
 */
export class MemoryBelief {
  /** How often what it said of a model was so when somebody tried, 0 to 1: without credit, only what Olla saw counts. */
  readonly credit = new Learned(1, 1, CREDIT_HALF_LIFE_MS);
  readonly room = new Room();
  readonly reservation = new Reservation();
  readonly #uses = new Map<string, Use>();
  /** Our requests under way there, by model. */
  readonly #users = new Map<string, number>();
  /** Models that had to go for others, and when: a report of before that still lists them is wrong. */
  readonly #gone = new Map<string, number>();
  /** Models that it could not load, and until when nobody asks it to. */
  readonly #refused = new Map<string, number>();
  #learned: LoadReport | undefined;
  #residents: readonly Resident[] = [];
  #listedAt = Number.NEGATIVE_INFINITY;
  #listedBy: LoadReport | undefined;

  /** A request for the model goes there. */
  sent(model: string, residency: Residency, now: number): void {
    const known = this.#uses.get(model);
    const loadingSince =
      residency === 'loading' ? (known?.loadingSince ?? now) : residency === 'absent' ? now : 0;
    this.#note(model, { loadingSince, usedAt: now, ordered: false });
    this.#users.set(model, (this.#users.get(model) ?? 0) + 1);
    this.reservation.used(model);
  }

  /** A request for the model is over there, whatever became of it. */
  over(model: string): void {
    const left = (this.#users.get(model) ?? 0) - 1;
    if (left > 0) this.#users.set(model, left);
    else this.#users.delete(model);
    this.#changed();
  }

  /** The endpoint was told to load it. */
  ordered(model: string, now: number): void {
    this.#note(model, { loadingSince: now, usedAt: now, ordered: true });
    this.reservation.used(model);
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

  /** The request came to nothing: whether the model is there is as unknown as before. */
  failed(model: string): void {
    this.#uses.delete(model);
    this.#changed();
  }

  of(load: Pick<Load, 'told'>, model: string, now: number): Believed {
    if (this.reservation.evicts(model, now)) return GONE;
    const report = this.#look(load, now);
    const use = this.#uses.get(model);
    const told = report?.residents ? toldResidency(load, model, now) : 'unknown';
    if (use && use.loadingSince > 0 && told !== 'loaded' && this.#stillLoads(use, model, now))
      return { residency: 'loading', told: false, since: use.loadingSince, ordered: use.ordered };
    const reportedAt = report?.at ?? 0;
    if (use && this.#isFresh(use, reportedAt, now)) return LOADED;
    if (told === 'loaded' && (this.#isGone(model, reportedAt) || this.#hasExpired(report!, model, now)))
      return GONE;
    const since = told === 'loading' ? (report?.at ?? now) : 0;
    return { residency: told, told: told !== 'unknown', since, ordered: false };
  }

  /** How likely it is that a model of which nothing is known is not in memory. */
  get doubt(): number {
    return this.room.isTold ? DOUBT_OF_TELLERS : DOUBT_OF_SILENT;
  }

  /** The models in memory, least recently used first. */
  residents(load: Pick<Load, 'told'>, now: number): readonly Resident[] {
    const report = this.#look(load, now);
    const age = now - this.#listedAt;
    if (report === this.#listedBy && age >= 0 && age < LISTED_FOR_MS) return this.#residents;
    this.#residents = this.#list(report, now);
    this.#listedBy = report;
    this.#listedAt = now;
    return this.#residents;
  }

  /** How likely one more model pushes another one out, 0 to 1. */
  fullness(load: Pick<Load, 'told'>, sizeBytes: number | undefined, now: number): number {
    const freeBytes = this.#look(load, now)?.freeMemoryBytes;
    return this.room.fullness(this.residents(load, now).length, sizeBytes, freeBytes);
  }

  /** Whether there is room for sure: nothing is there, or what is free is told. */
  hasRoom(load: Pick<Load, 'told'>, now: number): boolean {
    const report = this.#look(load, now);
    if (report?.residents === undefined) return false;
    return report.freeMemoryBytes !== undefined || this.residents(load, now).length === 0;
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
    this.#changed();
  }

  /** Which model goes when room is needed: the least recently used of those that nobody uses, else of all. */
  victim(
    load: Pick<Load, 'told'>,
    now: number,
    stays: (model: string) => boolean = NOTHING_STAYS,
  ): { readonly model: string; readonly inUse: boolean } | undefined {
    let used: string | undefined;
    for (const { model } of this.residents(load, now)) {
      if (stays(model)) continue;
      if (!this.#users.has(model)) return { model, inUse: false };
      used ??= model;
    }
    return used === undefined ? undefined : { model: used, inUse: true };
  }

  #list(report: LoadReport | undefined, now: number): readonly Resident[] {
    const reportedAt = report?.at ?? 0;
    const models = new Set<string>();
    for (const { name } of report?.residents ?? []) {
      const model = modelKey(name);
      if (!this.#isGone(model, reportedAt) && !this.#hasExpired(report!, model, now)) models.add(model);
    }
    for (const [model, use] of this.#uses) {
      const isLoading = use.loadingSince > 0 && this.#stillLoads(use, model, now);
      if (isLoading || this.#isFresh(use, reportedAt, now)) models.add(model);
    }
    return [...models]
      .map((model) => ({ model, usedAt: this.#uses.get(model)?.usedAt ?? 0 }))
      .sort((a, b) => a.usedAt - b.usedAt);
  }

  #note(model: string, use: Use): void {
    this.#gone.delete(model);
    this.#uses.delete(model);
    this.#uses.set(model, use);
    if (this.#uses.size > MOST_MODELS) this.#uses.delete(this.#uses.keys().next().value!);
    this.#changed();
  }

  #changed(): void {
    this.#listedAt = Number.NEGATIVE_INFINITY;
  }

  /** It was used so lately that no report can know better, and the server keeps it for so long. */
  #isFresh({ usedAt }: Use, reportedAt: number, now: number): boolean {
    return usedAt + CROSSING_MS >= reportedAt && now - usedAt <= this.room.keptMs;
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

  /** What it told, unless it told too much that was not so. */
  #look(load: Pick<Load, 'told'>, now: number): LoadReport | undefined {
    const report = believed(load, now);
    if (report?.residents && report !== this.#learned) {
      this.#learned = report;
      this.room.learn(report, this.#isLoading);
    }
    return this.credit.value > LEAST_CREDIT ? report : undefined;
  }

  get #isLoading(): boolean {
    for (const { loadingSince } of this.#uses.values()) if (loadingSince > 0) return true;
    return false;
  }
}

const NOTHING_STAYS = (): boolean => false;
const LOADED: Believed = { residency: 'loaded', told: false, since: 0, ordered: false };
const GONE: Believed = { residency: 'absent', told: false, since: 0, ordered: false };
