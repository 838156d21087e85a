import { Injectable } from '@nestjs/common';
import type { EndpointState } from '../../core/endpoint.js';
import type { Exchange } from '../../core/exchange.js';
import type { Forecast } from '../../core/forecast.js';
import { modelKey } from '../../core/residency.js';
import { type BalancingStrategy, Strategy } from '../balancing-strategy.js';
import { LeastConnectionsStrategy } from '../least-connections.strategy.js';
import type { Ahead, Look, Wait } from '../queue/placement.js';
import { type EndpointFacts, hasToLoad } from './endpoint-facts.js';
import { FactBook } from './fact-book.js';
import { MemoryPlan } from './memory/memory-plan.js';
import { prefixMarks, type PrefixMarks } from './prefix/prefix-marks.js';
import { Sampler } from './sample.js';
import { equalsOf, type Scored } from './scored.js';
import { expectedWait } from './terms.js';

/** Bytes of a request that make a token, roughly. */
const BYTES_PER_TOKEN = 4;
/** Where there are fewer slots, none is kept free for whoever might come. */
const SLOTS_TO_SPARE = 4;

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
  readonly #plan: MemoryPlan;
  #judged: Judged | undefined;

  constructor(
    private readonly facts: FactBook,
    private readonly leastConnections: LeastConnectionsStrategy,
  ) {
    this.#plan = new MemoryPlan(facts);
  }

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
    const ready = holders.length > 0 ? readyOf(holders, look.waiting) : this.#plan.firstOn(scored, look, now);
    const equals = ready.length > 0 ? ready : holders.filter((holder) => hasWaitedForOthers(holder, look));
    if (look.leavesRoom && isLastRoom(holders)) return waitFor(equalsOf(holders));
    if (equals.length > 0) {
      this.#judged = { exchange, candidates, scored, equals };
      return undefined;
    }
    if (holders.length === 0) return waitFor(equalsOf(scored));
    const copyOn = this.#plan.copyOn(scored, look, now);
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

/** Those of the best that serve it now; nobody waits at an endpoint for a model that is on its way anyhow. */
const readyOf = (holders: readonly Scored[], crowd: number): readonly Scored[] =>
  equalsOf(holders, crowd).filter(({ terms, belief }) => terms.slotMs === 0 && !belief.ordered);

/** Whether somebody who comes now would find nothing free, if one more slot was taken. */
function isLastRoom(holders: readonly Scored[]): boolean {
  let slots = 0;
  let free = 0;
  for (const { belief } of holders) {
    slots += belief.slots;
    if (!belief.ordered) free += Math.max(belief.slots - belief.busy, 0);
  }
  return slots >= SLOTS_TO_SPARE && free < 2;
}

/** Whether it would serve at once if all that it serves came from Olla. */
const servesByUs = ({ belief }: Scored): boolean =>
  belief.busy - belief.others < belief.slots && !belief.ordered;

/** By now those others should be done: if they are there at all. */
const hasWaitedForOthers = (scored: Scored, { waitedMs }: Look): boolean =>
  scored.belief.others > 0 && waitedMs > scored.belief.serviceMs && servesByUs(scored);

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
