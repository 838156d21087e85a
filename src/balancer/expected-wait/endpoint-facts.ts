import type { Endpoint, EndpointState } from '../../core/endpoint.js';
import type { LoadReport } from '../../core/load.js';
import { believed, type Residency } from '../../core/residency.js';
import { Learned } from './learned.js';
import { MemoryBelief } from './memory-belief.js';
import type { ModelDemand } from './model-demand.js';
import { priorOf } from './priors.js';
import { PrefixMemory } from './prefix/prefix-memory.js';
import type { Belief } from './terms.js';

const USUAL_SERVICE_MS = 3_000;
/** Servers share and drop their caches as they like. */
const USUAL_RECALL = 0.9;
const MOST_MODELS = 256;
/** The harm of an eviction is what callers who come within this time will wait. */
const HORIZON_MS = 60_000;

/** How one model is on one endpoint. */
interface ModelFacts {
  readonly load: Learned;
  readonly prefill: Learned;
}

/** Tells what the rest of the fleet is like, as far as one endpoint needs to know. */
export interface Surroundings {
  readonly demand: ModelDemand;
  /** On how many endpoints a model is in memory. */
  copies(model: string, now: number): number;
  sizeOf(state: EndpointState, model: string): number | undefined;
  /** How many requests an endpoint that does not say is taken to answer at once. */
  slotsOf(endpoint: Endpoint): number;
}

/** What was learned of one endpoint, and what is believed of it now. */
export class EndpointFacts {
  readonly memory = new MemoryBelief();
  /** Milliseconds from slot to last byte, without loading. */
  readonly service = new Learned(USUAL_SERVICE_MS, 2);
  /** Beginnings of conversations that it has read. */
  readonly prefixes = new PrefixMemory();
  /** The part of what it should still know that it did know, 0 to 1. */
  readonly recall = new Learned(USUAL_RECALL, 4);
  readonly #models = new Map<string, ModelFacts>();
  #report: LoadReport | undefined;
  /** What others sent there, as far as the endpoint counts. */
  #others = 0;

  /** How one model is there; guesses as long as nothing is known. */
  of(model: string, sizeBytes: number | undefined): ModelFacts {
    const known = this.#models.get(model);
    if (known) return known;
    const prior = priorOf(sizeBytes);
    const facts = {
      load: new Learned(prior.loadMs, 0.5),
      prefill: new Learned(prior.prefillMsPerToken, 0.5),
    };
    if (this.#models.size >= MOST_MODELS) this.#models.delete(this.#models.keys().next().value!);
    this.#models.set(model, facts);
    return facts;
  }

  /** @param ahead how many requests wait in Olla for it and go first */
  belief(state: EndpointState, model: string, around: Surroundings, now: number, ahead = 0): Belief {
    const { load } = state;
    const { residency, since } = this.memory.residency(load, model, now);
    const { load: loading, prefill } = this.of(model, around.sizeOf(state, model));
    const slots = slotsTold(believed(load, now)) ?? around.slotsOf(state.endpoint);
    const busy = load.inFlight + this.#othersAt(state, now) + ahead;
    return {
      slots: Math.max(slots, 1),
      busy,
      serviceMs: this.service.value,
      residency,
      loadMs: loading.value,
      loadingForMs: since > 0 ? Math.max(now - since, 0) : 0,
      ...(residency === 'absent' ? this.#room(state, model, around, busy, now) : NO_PRESSURE),
      prefillMsPerToken: prefill.value,
      doubt: this.memory.doubt,
    };
  }

  /** Which model would have to go, until when that is impossible, and whom it harms. */
  #room(
    state: EndpointState,
    model: string,
    around: Surroundings,
    busy: number,
    now: number,
  ): { roomMs: number; evictionMs: number } {
    if (!this.memory.isFull(state.load, around.sizeOf(state, model), now)) return NO_PRESSURE;
    const residents = this.memory.residents(state.load, now);
    const [victim] = residents;
    if (!victim) return NO_PRESSURE;
    const serviceMs = this.service.value;
    // Everything in memory is in use: one of them has to be done first.
    const inUse = busy > 0 && now - victim.usedAt < serviceMs;
    const { load } = this.of(victim.model, around.sizeOf(state, victim.model));
    const missed = 1 - Math.exp(-around.demand.rate(victim.model, now) * HORIZON_MS);
    const copies = Math.max(around.copies(victim.model, now), 1);
    return { roomMs: inUse ? serviceMs / 2 : 0, evictionMs: (missed * load.value) / copies };
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
  if (report?.slots !== undefined) return report.slots;
  return report && (report.waiting ?? 0) > 0 && (report.running ?? 0) > 0 ? report.running : undefined;
}

const NO_PRESSURE = { roomMs: 0, evictionMs: 0 };

/** Whether a request for a model that is there like this has to wait for loading. */
export const hasToLoad = (residency: Residency): boolean => residency === 'absent' || residency === 'loading';
