import { Injectable } from '@nestjs/common';
import type { EndpointState } from '../../core/endpoint.js';
import type { Exchange } from '../../core/exchange.js';
import type { WaitTerms } from '../../core/forecast.js';
import { modelKey, type Residency } from '../../core/residency.js';
import { type BalancingStrategy, Strategy } from '../balancing-strategy.js';
import { LeastConnectionsStrategy } from '../least-connections.strategy.js';
import type { Ahead, Look, Wait } from '../queue/placement.js';
import { type EndpointFacts, hasToLoad } from './endpoint-facts.js';
import { FactBook } from './fact-book.js';
import { prefixMarks, type PrefixMarks } from './prefix/prefix-marks.js';
import { Sampler } from './sample.js';
import { expectedWait } from './terms.js';

/** Bytes of a request that make a token, roughly. */
const BYTES_PER_TOKEN = 4;
/** What differs by less than this, or by less than this part, is the same: noise moves no models. */
const SAME_MS = 50;
const SAME_PART = 0.1;

interface Scored {
  readonly state: EndpointState;
  readonly model: string;
  readonly residency: Residency;
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
    this.facts.demand.asked(modelKey(exchange.model), now);
    const { scored, equals } = this.#judgementOf(candidates, exchange, now);
    const chosen = among(equals, this.leastConnections.select(equals.map(({ state }) => state)));
    const facts = this.facts.of(chosen.state.endpoint.url);
    facts.memory.sent(chosen.model, chosen.residency, now);
    facts.prefixes.read(prefixMarks(exchange.body, exchange.model), now);
    exchange.forecast = {
      endpointUrl: chosen.state.endpoint.url,
      model: chosen.model,
      promptTokens: tokensOf(exchange),
      cachedTokens: chosen.cachedTokens,
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
    const free = scored.filter(({ terms }) => terms.slotMs === 0);
    const equals = equalsOf(look.impatient && free.length > 0 ? free : scored);
    const ready = equals.filter(({ terms }) => terms.slotMs === 0);
    if (ready.length === 0) return waitFor(equals);
    const takes = look.mayLoad ? ready : ready.filter(({ residency }) => residency !== 'absent');
    if (takes.length === 0) return { ...waitFor(ready), loads: true };
    this.#judged = { exchange, candidates, scored, equals: takes };
    return undefined;
  }

  peek(candidates: readonly EndpointState[], exchange: Exchange): EndpointState {
    if (exchange.model === '') return this.leastConnections.peek(candidates);
    const now = Date.now();
    const equals = equalsOf(this.#score(candidates, exchange, now, NOBODY_AHEAD));
    return this.leastConnections.peek(equals.map(({ state }) => state));
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
      return { state, model: key, residency, cachedTokens, terms };
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
