import type { EndpointState } from '../../../core/endpoint.js';
import type { Look } from '../../queue/placement.js';
import { equalsOf, SAME_MS, type Scored } from '../scored.js';
import type { MemoryBelief } from './memory-belief.js';
import type { Pressure } from './pressure.js';

/** A model that nobody holds is loaded, whatever that harms, for whoever has waited so many loads longer than others. */
const FIRST_LOADS = 2;
/** A further copy has to be worth so many loads: what waits for a moment is over before the copy is there. */
const COPY_LOADS = 2;
/** A copy that harms nobody has to be worth so many loads only, of those who waited again and again too. */
const HARMLESS_LOADS = 0.5;
/** Whoever has waited so many loads longer than others gets a further copy where those others wait. */
const AGED_LOADS = 4;
/** An endpoint of which this part is free takes a copy gladly; the less there is, the less the copy could serve. */
const ENOUGH_FREE = 0.5;
const LEAST_FREE = 0.005;

/** What the plan has to know of the fleet. */
export interface PlanSource {
  of(url: string): { readonly memory: Pick<MemoryBelief, 'reservation' | 'refuses'> };
  /** On how many endpoints a model is loaded at most. */
  mostCopies(model: string): number;
  readonly pressure: Pick<Pressure, 'isShort' | 'roomWithout'>;
}

/** What waiting people want of it. */
export type Wanted = Pick<Look, 'debtMs' | 'longDebtMs' | 'waiting' | 'waitedMs' | 'waitingFor'>;

/** Decides when waiting has cost more than loading a model would, and where: averages decide, moments mislead. */
export class MemoryPlan {
  constructor(private readonly source: PlanSource) {}

  /**
   * Nobody holds the model: where it is loaded now, if the harm that this does is no more than what those who wait for it
   * have waited, or if they have waited longer than anybody there and the loads on top. Where every model is in use, the
   * one that has to go is left alone from now on.
   * @returns endpoints that are as good as each other; none = not yet
   */
  firstOn(scored: readonly Scored[], wanted: Wanted, now: number): readonly Scored[] {
    const open = scored.filter((each) => this.#mayLoad(each, wanted, now));
    if (open.length === 0) return open;
    const best = equalsOf(open);
    const ready = best.filter(({ belief, terms }) => !belief.victimInUse && terms.slotMs === 0);
    if (ready.length === 0) this.#drain(best[0]!, now);
    return ready;
  }

  /**
   * Where a further copy of the model costs less than what those who wait for it have waited: where it harms nobody, where
   * somebody has nothing to do, or where nobody has waited for nearly as long. Where its model is in use, that one is left alone from now on.
   */
  copyOn(scored: readonly Scored[], wanted: Wanted, now: number): EndpointState | undefined {
    const copies = scored.filter(({ residency }) => residency === 'loaded' || residency === 'loading');
    if (copies.length === 0 || copies.length >= this.source.mostCopies(copies[0]!.model)) return undefined;
    const isComing = copies.some(({ residency }) => residency === 'loading');
    const isShort = !isComing && this.source.pressure.isShort(copies[0]!.model, now);
    if (isComing && !lasts(copies, wanted)) return undefined;
    const harmless = scored.find(
      (each) => this.#mayCopy(each, false, wanted, now) && isWorthAnyhow(each, wanted),
    );
    if (harmless) return harmless.state;
    if (!isShort && !lasts(copies, wanted)) return undefined;
    let best: Scored | undefined;
    let least = wanted.debtMs;
    for (const each of scored) {
      if (!this.#mayCopy(each, isShort, wanted, now)) continue;
      const cost = this.#isFor(each, now) ? 0 : this.#costOf(each, now);
      if (cost < least || cost === 0) [best, least] = [each, cost];
    }
    if (!best) return undefined;
    if (!best.belief.victimInUse || best.belief.victim === undefined) return best.state;
    this.#drain(best, now);
    return undefined;
  }

  #mayLoad({ state, model, belief, terms }: Scored, wanted: Wanted, now: number): boolean {
    const { reservation } = this.source.of(state.endpoint.url).memory;
    if (reservation.excludes(model, now)) return false;
    const others = wanted.waitingFor(belief.victim);
    if (wanted.waitedMs > belief.loadMs * FIRST_LOADS + others.waitedMs) return true;
    const harm = belief.evictionMs + others.count * belief.loadMs;
    return terms.slotMs === 0 && !belief.victimInUse && harm <= wanted.debtMs + SAME_MS;
  }

  #mayCopy(each: Scored, isShort: boolean, wanted: Wanted, now: number): boolean {
    const { state, model, belief, residency, terms } = each;
    if (residency !== 'absent' && residency !== 'unknown') return false;
    const { memory } = this.source.of(state.endpoint.url);
    if (memory.reservation.excludes(model, now) || memory.refuses(model, now)) return false;
    const others = wanted.waitingFor(belief.victim);
    const isIdle = terms.slotMs === 0 && !belief.victimInUse && others.count === 0;
    return isIdle || (isShort && wanted.waitedMs > loadTime(each) * AGED_LOADS + others.waitedMs);
  }

  /** Room is being made there for just this. */
  #isFor({ state, model }: Scored, now: number): boolean {
    return this.source.of(state.endpoint.url).memory.reservation.forModel(now) === model;
  }

  /** Milliseconds of waiting that a copy there has to be worth. */
  #costOf(each: Scored, now: number): number {
    const { state, belief } = each;
    const slots = this.source.pressure.roomWithout(state.endpoint.url, belief.victim, now);
    const free = Math.min(Math.max(slots / belief.slots, LEAST_FREE), ENOUGH_FREE);
    return ((belief.evictionMs + loadTime(each)) * COPY_LOADS * ENOUGH_FREE) / free;
  }

  #drain({ state, model, belief }: Scored, now: number): void {
    if (belief.victim === undefined) return;
    this.source.of(state.endpoint.url).memory.reservation.make(model, belief.victim, now);
  }
}

/** Whether who waits is not served by the copies there are, those on their way included, before one more could be there. */
function lasts(copies: readonly Scored[], { waiting }: Wanted): boolean {
  const perMs = copies.reduce((sum, { belief }) => sum + belief.slots / belief.serviceMs, 0);
  return waiting / perMs > copies[0]!.belief.loadMs;
}

/** Whether there is room for it, and people have waited for the model now and then for as long as that is worth. */
const isWorthAnyhow = (each: Scored, { longDebtMs }: Wanted): boolean =>
  each.belief.hasRoom && longDebtMs >= loadTime(each) * HARMLESS_LOADS;

const loadTime = ({ residency, belief }: Scored): number =>
  residency === 'unknown' ? belief.doubt * belief.loadMs : belief.loadMs;
