import { Injectable } from '@nestjs/common';
import type { EndpointState } from '../../core/endpoint.js';
import type { Exchange } from '../../core/exchange.js';
import type { Forecast, WaitTerms } from '../../core/forecast.js';
import { modelKey, type Residency } from '../../core/residency.js';
import { type BalancingStrategy, Strategy } from '../balancing-strategy.js';
import { LeastConnectionsStrategy } from '../least-connections.strategy.js';
import type { Ahead, Look, Wait } from '../queue/placement.js';
import { type EndpointFacts, hasToLoad } from './endpoint-facts.js';
import { FactBook } from './fact-book.js';
import { prefixMarks, type PrefixMarks } from './prefix/prefix-marks.js';
import { Sampler } from './sample.js';
import { type Belief, expectedWait } from './terms.js';

/** Bytes of a request that make a token, roughly. */
const BYTES_PER_TOKEN = 4;
/** What differs by less than this, or by less than this part, is the same: noise moves no models. */
const SAME_MS = 50;
const SAME_PART = 0.1;
/** A further copy has to be worth so many loads: what waits for a moment is over before the copy is there. */
const COPY_LOADS = 2;
const FIRST_LOADS = 2;
/** Whoever has waited for so many loads longer than others pushes them out. */
const AGED_LOADS = 4;

interface Scored {
  readonly state: EndpointState;
  readonly model: string;
  readonly residency: Residency;
  readonly belief: Belief;
  readonly terms: WaitTerms;
  /** Tokens of the prompt that it has read before. */
  readonly cachedTokens: number;
}

/** What `waitsFor` found out, for the `select` that follows. */
interface Judged {
  readonly exchange: Exchange;
  readonly candidates: readonly EndpointState[];
  readonly scored: readonly Scored[];
  readonly equals: readonly Scored[];
}

const NOBODY_AHEAD: Ahead = new Map();

/**
 * The endpoint on which the request is expected to wait the least: for a slot, for the model, for the prompt to be read,
 * the harm to others included. Where nothing tells them apart, the one with the fewest attempts in flight.
 */
@Injectable()
@Strategy('expected-wait')
export class ExpectedWaitStrategy implements BalancingStrategy {
  readonly weighsMemory = true;
  readonly #sampler = new Sampler();
  #judged: Judged | undefined;

  constructor(
    private readonly facts: FactBook,
    private readonly leastConnections: LeastConnectionsStrategy,
  ) {}

  select(candidates: readonly EndpointState[], exchange: Exchange): EndpointState {
    if (exchange.model === '') return this.leastConnections.select(candidates);
    const now = Date.now();
    const { scored, equals } = this.#judgementOf(candidates, exchange, now);
    const chosen = among(equals, this.leastConnections.select(equals.map(({ state }) => state)));
    this.#sent(chosen, exchange, now);
    exchange.forecast = {
      endpointUrl: chosen.state.endpoint.url,
      model: chosen.model,
      promptTokens: tokensOf(exchange),
      cachedTokens: chosen.cachedTokens,
      told: chosen.belief.told,
      others: chosen.terms.slotMs > 0 && servesByUs(chosen) ? chosen.belief.others : 0,
      ...told(chosen),
      candidates: scored.map(told),
    };
    return chosen.state;
  }

  waitsFor(candidates: readonly EndpointState[], exchange: Exchange, look: Look): Wait | undefined {
    if (exchange.model === '') return undefined;
    const now = Date.now();
    const sample = this.#sampler.of(candidates, exchange.model, this.facts, now);
    const scored = this.#score(sample, exchange, now, look.ahead);
    if (look.arrives) this.facts.demand.asked(scored[0]!.model, now);
    const holders = scored.filter(({ residency }) => residency !== 'absent');
    if (look.behind) return waitFor(equalsOf(holders.length > 0 ? holders : scored));
    const ready = holders.length > 0 ? readyOf(holders) : this.#roomFor(scored, look, now);
    const equals = ready.length > 0 ? ready : holders.filter((holder) => hasWaitedForOthers(holder, look));
    if (equals.length > 0) {
      this.#judged = { exchange, candidates, scored, equals };
      return undefined;
    }
    if (holders.length === 0) return waitFor(equalsOf(scored));
    const copyOn = this.#copyOn(scored, look, now);
    return { ...waitFor(equalsOf(holders)), ...(copyOn && { copyOn }) };
  }

  /** A request is over, or was never sent. */
  over({ endpointUrl, model }: Pick<Forecast, 'endpointUrl' | 'model'>): void {
    this.facts.of(endpointUrl).memory.over(model);
  }

  peek(candidates: readonly EndpointState[], exchange: Exchange): EndpointState {
    if (exchange.model === '') return this.leastConnections.peek(candidates);
    const now = Date.now();
    const equals = equalsOf(this.#score(candidates, exchange, now, NOBODY_AHEAD));
    return this.leastConnections.peek(equals.map(({ state }) => state));
  }

  #sent({ state, model, residency }: Scored, exchange: Exchange, now: number): void {
    const facts = this.facts.of(state.endpoint.url);
    if (residency === 'absent') {
      facts.memory.makesRoom(state.load, this.facts.sizeOf(state, model), now, this.facts.isPinned);
      this.facts.moved();
    }
    facts.memory.sent(model, residency, now);
    facts.prefixes.read(prefixMarks(exchange.body, exchange.model), now);
  }

  /**
   * Nobody holds the model: where it is loaded now, if the harm that this does is no more than what those who wait for it
   * have waited, or if they have waited longer than anybody there and the load on top. Where every model is in use, the
   * one that has to go is left alone from now on.
   */
  #roomFor(scored: readonly Scored[], look: Look, now: number): readonly Scored[] {
    const open = scored.filter((each) => this.#mayLoad(each, look, now));
    if (open.length === 0) return open;
    const best = equalsOf(open);
    const ready = best.filter(({ belief, terms }) => !belief.victimInUse && terms.slotMs === 0);
    if (ready.length > 0) return ready;
    const [{ state, model, belief }] = best as [Scored];
    if (belief.victim !== undefined)
      this.facts.of(state.endpoint.url).memory.reserve(model, belief.victim, now);
    return [];
  }

  #mayLoad({ state, model, belief, terms }: Scored, look: Look, now: number): boolean {
    const { url } = state.endpoint;
    const reserved = this.facts.of(url).memory.reservedFor(now);
    if (reserved !== undefined && reserved !== model) return false;
    const others = look.waitingFor(belief.victim);
    if (look.waitedMs > belief.loadMs * FIRST_LOADS + others.waitedMs) return true;
    const harm = belief.evictionMs + others.count * belief.loadMs;
    return terms.slotMs === 0 && !belief.victimInUse && harm <= look.debtMs + SAME_MS;
  }

  /**
   * Where a further copy of the model costs less than what those who wait for it have waited: where somebody has nothing
   * to do, or where nobody has waited for nearly as long.
   */
  #copyOn(scored: readonly Scored[], look: Look, now: number): EndpointState | undefined {
    const copies = scored.filter(({ residency }) => residency === 'loaded' || residency === 'loading');
    if (copies.length === 0 || copies.length >= this.facts.mostCopies(copies[0]!.model)) return undefined;
    const coming = copies.some(({ residency }) => residency === 'loading');
    const short = !coming && this.facts.pressure.isShort(copies[0]!.model, now);
    if (!short && !lasts(copies, look)) return undefined;
    let best: Scored | undefined;
    let least = look.debtMs;
    for (const each of scored) {
      const { state, model, belief, residency, terms } = each;
      if (residency !== 'absent' && residency !== 'unknown') continue;
      const { url } = state.endpoint;
      const { memory } = this.facts.of(url);
      const reserved = memory.reservedFor(now);
      if ((reserved !== undefined && reserved !== model) || memory.refuses(model, now)) continue;
      const others = look.waitingFor(belief.victim);
      const loadMs = residency === 'unknown' ? belief.doubt * belief.loadMs : belief.loadMs;
      const idle = terms.slotMs === 0 && !belief.victimInUse && others.count === 0;
      const aged = short && look.waitedMs > loadMs * AGED_LOADS + others.waitedMs;
      if (!idle && !aged) continue;
      const room = this.facts.pressure.roomWithout(url, belief.victim, now) / belief.slots;
      const cost = ((belief.evictionMs + loadMs) * COPY_LOADS) / Math.min(Math.max(room * 2, 0.01), 1);
      if (reserved === model || cost < least) [best, least] = [each, reserved === model ? 0 : cost];
    }
    if (!best) return undefined;
    const { state, model, belief } = best;
    if (!belief.victimInUse || belief.victim === undefined) return state;
    this.facts.of(state.endpoint.url).memory.reserve(model, belief.victim, now);
    return undefined;
  }

  #judgementOf(
    candidates: readonly EndpointState[],
    exchange: Exchange,
    now: number,
  ): Pick<Judged, 'scored' | 'equals'> {
    const judged = this.#judged;
    this.#judged = undefined;
    if (judged?.exchange === exchange && judged.candidates === candidates) return judged;
    const sample = this.#sampler.of(candidates, exchange.model, this.facts, now);
    const scored = this.#score(sample, exchange, now, NOBODY_AHEAD);
    this.facts.demand.asked(scored[0]!.model, now);
    return { scored, equals: equalsOf(scored) };
  }

  #score(
    candidates: readonly EndpointState[],
    exchange: Exchange,
    now: number,
    ahead: Ahead,
  ): readonly Scored[] {
    const { names, model } = exchange;
    const promptTokens = tokensOf(exchange);
    const marks = prefixMarks(exchange.body, model);
    return candidates.map((state) => {
      const { url } = state.endpoint;
      const key = modelKey(names?.get(url) ?? model);
      const facts = this.facts.of(url);
      const belief = facts.belief(state, key, this.facts, now, ahead.get(url) ?? 0);
      const { residency } = belief;
      const cachedTokens = hasToLoad(residency) ? 0 : cachedOn(facts, marks, now);
      const terms = expectedWait(belief, { promptTokens, cachedTokens });
      return { state, model: key, residency, belief, cachedTokens, terms };
    });
  }
}

/** Those that are as good as the best. */
function equalsOf(scored: readonly Scored[]): readonly Scored[] {
  let least = Infinity;
  for (const { terms } of scored) if (terms.totalMs < least) least = terms.totalMs;
  const most = least + Math.max(SAME_MS, least * SAME_PART);
  const equals = scored.filter(({ terms }) => terms.totalMs <= most);
  // A score that is no number at all says nothing of anybody.
  return equals.length > 0 ? equals : scored;
}

/** Those of the best that serve it now; nobody waits at an endpoint for a model that is on its way anyhow. */
const readyOf = (holders: readonly Scored[]): readonly Scored[] =>
  equalsOf(holders).filter(({ terms, belief }) => terms.slotMs === 0 && !belief.ordered);

/** Whether it would serve at once if all that it serves came from Olla. */
const servesByUs = ({ belief }: Scored): boolean =>
  belief.busy - belief.others < belief.slots && !belief.ordered;

/** By now those others should be done: if they are there at all. */
const hasWaitedForOthers = (scored: Scored, { waitedMs }: Look): boolean =>
  scored.belief.others > 0 && waitedMs > scored.belief.serviceMs && servesByUs(scored);

/** Whether who waits is not served by the copies there are, those on their way included, before one more could be there. */
function lasts(copies: readonly Scored[], { waiting }: Look): boolean {
  const perMs = copies.reduce((sum, { belief }) => sum + belief.slots / belief.serviceMs, 0);
  return waiting / perMs > copies[0]!.belief.loadMs;
}

/** The first of them: they are as good as each other. */
const waitFor = ([best]: readonly Scored[]): Wait => ({
  waitsFor: best!.state.endpoint.url,
  waitMs: best!.terms.totalMs,
});

const among = (scored: readonly Scored[], state: EndpointState): Scored =>
  scored.find((each) => each.state === state) ?? scored[0]!;

/** What is in memory forgets when it is unloaded; of the rest servers know a part. */
const cachedOn = ({ prefixes, recall }: EndpointFacts, marks: PrefixMarks, now: number): number =>
  Math.floor((prefixes.known(marks, now) / BYTES_PER_TOKEN) * recall.value);

const tokensOf = ({ body }: Exchange): number => Math.ceil(body.length / BYTES_PER_TOKEN);

const told = ({ state, residency, terms }: Scored) => ({
  endpointName: state.endpoint.name,
  residency,
  ...terms,
});
