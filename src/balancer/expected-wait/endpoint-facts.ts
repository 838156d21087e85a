import type { EndpointState } from '../../core/endpoint.js';
import type { LoadReport } from '../../core/load.js';
import { believed, type Residency } from '../../core/residency.js';
import { Learned, type Memory } from './learned.js';
import { MemoryBelief } from './memory/memory-belief.js';
import type { Pressure } from './memory/pressure.js';
import type { ReadingMemory } from './reading-speed.js';
import { PrefixMemory } from './prefix/prefix-memory.js';
import type { Belief } from './terms.js';
import { type ModelFacts, UsualFacts } from './usual-facts.js';

/** Servers share and drop their caches as they like. */
const USUAL_RECALL = 0.9;
const MOST_MODELS = 256;
const LEAST_CREDIT = 0.7;
/** What was told longer ago than this part of a load may have been true then. */
const FRESH_PART = 0.25;
const CREDIT_HALF_LIFE_MS = 600_000;

/** What was learned of one model on one endpoint. */
export interface KeptModel {
  readonly load: Memory;
  readonly prefill: ReadingMemory;
}

/** Tells what the rest of the fleet is like, as far as one endpoint needs to know. */
export interface Surroundings {
  readonly pressure: Pick<Pressure, 'harmOf' | 'roomWithout'>;
  sizeOf(state: EndpointState, model: string): number | undefined;
  slots(state: EndpointState, now: number): number;
  /** Whether a model makes room for no other one. */
  readonly isPinned: (model: string) => boolean;
}

/** What was learned of one endpoint, and what is believed of it now. */
export class EndpointFacts {
  readonly memory = new MemoryBelief();
  /** Milliseconds from slot to last byte, without loading. */
  readonly service: Learned;
  /** Beginnings of conversations that it has read. */
  readonly prefixes = new PrefixMemory();
  /** The part of what it should still know that it did know, 0 to 1. */
  readonly recall = new Learned(USUAL_RECALL, 4);
  /** How often it was as busy as it said when somebody tried, 0 to 1: without credit, only what Olla sent counts. */
  readonly credit = new Learned(1, 1, CREDIT_HALF_LIFE_MS);
  readonly #models = new Map<string, ModelFacts>();
  /** What was learned before a restart of models that nobody has asked for since. */
  readonly #kept = new Map<string, KeptModel>();
  #report: LoadReport | undefined;
  /** What others sent there, as far as the endpoint counts. */
  #others = 0;

  /** @param usual what is known of the fleet */
  constructor(private readonly usual = new UsualFacts()) {
    this.service = usual.serviceThere();
  }

  /** What was learned of models there, by name as names are compared: to be kept over a restart. */
  get learnedModels(): ReadonlyMap<string, KeptModel> {
    const learned = new Map(this.#kept);
    for (const [model, { load, prefill }] of this.#models)
      learned.set(model, { load: load.memory, prefill: prefill.memory });
    return learned;
  }

  /** Takes up what was kept, for when somebody asks for the model. */
  recallModel(model: string, kept: KeptModel): void {
    if (this.#kept.size < MOST_MODELS) this.#kept.set(model, kept);
  }

  /** How one model is there; guesses as long as nothing is known. */
  of(model: string, sizeBytes: number | undefined): ModelFacts {
    const known = this.#models.get(model);
    if (known) return known;
    const facts = this.usual.there(model, sizeBytes);
    const kept = this.#kept.get(model);
    if (kept) {
      facts.load.recall(kept.load);
      facts.prefill.recall(kept.prefill);
      this.#kept.delete(model);
    }
    if (this.#models.size >= MOST_MODELS) this.#models.delete(this.#models.keys().next().value!);
    this.#models.set(model, facts);
    return facts;
  }

  /** @param ahead how many requests wait in Olla for it and go first */
  belief(state: EndpointState, model: string, around: Surroundings, now: number, ahead = 0): Belief {
    const { load } = state;
    const { residency, told, since, ordered } = this.memory.of(load, model, now);
    const others = this.credit.value > LEAST_CREDIT ? this.#othersAt(state, now) : 0;
    const { load: loading, prefill } = this.of(model, around.sizeOf(state, model));
    return {
      slots: Math.max(around.slots(state, now), 1),
      busy: load.inFlight + others + ahead,
      others,
      serviceMs: this.service.value,
      residency,
      told: told && now - (load.told?.at ?? 0) < loading.value * FRESH_PART,
      ordered,
      loadMs: loading.value,
      loadingForMs: since > 0 ? Math.max(now - since, 0) : 0,
      ...(residency === 'absent' ? this.#room(state, model, around, now) : NO_PRESSURE),
      reading: prefill.reading,
      doubt: this.memory.doubt,
    };
  }

  /** How many it answers at once, as far as it tells. */
  slots(load: EndpointState['load'], now: number): number | undefined {
    return slotsTold(believed(load, now));
  }

  /** Which model would have to go, until when that is impossible, and whom it harms. */
  #room(
    state: EndpointState,
    model: string,
    around: Surroundings,
    now: number,
  ): Pick<Belief, 'roomMs' | 'evictionMs' | 'hasRoom' | 'victim' | 'victimInUse'> {
    const fullness = this.memory.fullness(state.load, around.sizeOf(state, model), now);
    if (fullness === 0) return { ...NO_PRESSURE, hasRoom: this.memory.hasRoom(state.load, now) };
    const victim = this.memory.victim(state.load, now, around.isPinned);
    if (!victim) return fullness === 1 ? ALL_PINNED : NO_PRESSURE;
    const { load } = this.of(victim.model, around.sizeOf(state, victim.model));
    const harm = around.pressure.harmOf(state.endpoint.url, victim.model, load.value, now);
    return {
      roomMs: victim.inUse ? (fullness * this.service.value) / 2 : 0,
      evictionMs: fullness * harm,
      hasRoom: false,
      victim: victim.model,
      victimInUse: victim.inUse && fullness === 1,
    };
  }

  /** A report counts everybody's requests; ours of that moment are taken off once, when it is seen first. */
  #othersAt({ load }: EndpointState, now: number): number {
    const report = believed(load, now);
    if (report !== this.#report) {
      this.#report = report;
      const counted = Math.max(report?.running ?? 0, 0) + Math.max(report?.waiting ?? 0, 0);
      this.#others = Number.isFinite(counted) ? Math.max(counted - load.inFlight, 0) : 0;
    }
    return this.#others;
  }
}

/** Where some wait, those who do not are as many as it can answer. */
function slotsTold(report: LoadReport | undefined): number | undefined {
  if (isCount(report?.slots)) return report.slots;
  return isCount(report?.waiting) && isCount(report.running) ? report.running : undefined;
}

/** Nothing there makes room. */
const ALL_PINNED = {
  ...{ roomMs: Infinity, evictionMs: Infinity, hasRoom: false },
  ...{ victim: undefined, victimInUse: true },
};
const NO_PRESSURE = { roomMs: 0, evictionMs: 0, hasRoom: true, victim: undefined, victimInUse: false };

/** Whether a request for a model that is there like this has to wait for loading. */
export const hasToLoad = (residency: Residency): boolean => residency === 'absent' || residency === 'loading';

/** Servers say what they like: only what can be counted counts. */
const isCount = (value: number | undefined): value is number =>
  value !== undefined && value >= 1 && Number.isFinite(value);
