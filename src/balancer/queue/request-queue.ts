import { QueueFullError, QueueTimeoutError } from '../../core/availability-errors.js';
import type { EndpointState } from '../../core/endpoint.js';
import type { Exchange } from '../../core/exchange.js';
import { modelKey } from '../../core/residency.js';
import type { Candidates } from '../../registry/index.js';
import type { BalancerService } from '../balancer.service.js';
import { FairClock } from './fair-clock.js';
import { Lanes } from './lanes.js';
import { ModestCallers } from './modest-callers.js';
import { isWait, type Selection, type Wait } from './placement.js';
import { priorityOf } from './priority-of.js';
import type { QueueSettings } from './queue-settings.js';
import { Rounds } from './rounds.js';
import { Waiter } from './waiter.js';

/** What the queue works with. */
export interface QueueParts {
  readonly balancer: BalancerService;
  readonly settings: () => QueueSettings;
  /** Whether the strategy of now knows of slots. */
  readonly knowsSlots: () => boolean;
  /** Has an endpoint load the model of a request, for nobody in particular; false = it cannot be told. */
  readonly order: (on: EndpointState, exchange: Exchange) => boolean;
}

/** What waits now. */
export interface QueueState {
  readonly size: number;
  readonly bytes: number;
  /** Model → how many requests for it wait. */
  readonly models: ReadonlyMap<string, number>;
}

/**
 * Where requests wait when no endpoint has a free slot that is worth taking, bound to none until one has. Fair between
 * callers, bounded in number, bytes and time. Off, it costs one comparison.
 */
export class RequestQueue {
  readonly #clock = new FairClock();
  readonly #lanes = new Lanes();
  readonly #callers = new ModestCallers();
  readonly #rounds: Rounds;

  constructor(private readonly parts: QueueParts) {
    this.#rounds = new Rounds(this.#lanes, this.#clock, this.#callers, parts);
  }

  get state(): QueueState {
    return { size: this.#lanes.size, bytes: this.#lanes.bytes, models: this.#lanes.models() };
  }

  /**
   * The endpoint of the next attempt, at once where there is one.
   * @returns undefined when no candidate is left, and waiting would not help
   * @throws QueueFullError; the promise is rejected with that, with QueueTimeoutError, or with what `exchange.underWay`
   * is aborted with
   */
  take(
    exchange: Exchange,
    candidates: Candidates,
    tried: ReadonlySet<string>,
  ): Selection | Promise<Selection | undefined> | undefined {
    const { balancer, settings } = this.parts;
    if (!this.#isOn(settings().mode)) return balancer.select(exchange, candidates, tried);
    const flow = flowOf(exchange);
    const model = modelKey(exchange.model);
    const now = Date.now();
    this.#callers.asked(model, flow, now);
    const placed = balancer.place(exchange, candidates, tried, {
      ahead: this.#lanes.assigned,
      arrives: true,
      behind: this.#lanes.size > 0 && this.#lanes.isBehind({ exchange, tried }),
      leavesRoom: this.#callers.hasTooMuch(model, flow, now),
      debtMs: 0,
      longDebtMs: 0,
      waiting: 0,
      waitedMs: 0,
      waitingFor: this.#rounds.waitingFor,
    });
    if (isWait(placed)) return this.#enter(exchange, candidates, tried, placed);
    if (placed) this.#callers.take(placed, model, flow);
    return placed;
  }

  /** An attempt is over: somebody may have its slot. */
  release(selection: Selection): void {
    this.parts.balancer.release(selection);
    this.#callers.giveBack(selection);
    if (this.#lanes.size > 0) this.#rounds.soon();
  }

  /** A model came or went by itself: somebody may be served now. */
  look(): void {
    if (this.#lanes.size > 0) this.#rounds.soon();
  }

  #isOn(mode: string): boolean {
    return mode === 'on' || (mode === 'auto' && this.parts.knowsSlots());
  }

  #enter(
    exchange: Exchange,
    candidates: Candidates,
    tried: ReadonlySet<string>,
    { waitsFor, waitMs }: Wait,
  ): Promise<Selection | undefined> {
    const { maxWait } = this.parts.settings();
    const priority = priorityOf(exchange);
    const flow = flowOf(exchange);
    const limitMs = Math.min(maxWait, askedWait(exchange) ?? maxWait);
    const leftMs = limitMs - exchange.elapsed();
    if (waitMs > leftMs) throw new QueueTimeoutError(limitMs, waitMs - leftMs);
    this.#makeRoom(exchange, flow, waitMs);
    return new Promise((resolve, reject) => {
      const start = tried.size > 0 ? this.#clock.again : this.#clock.enter(flow, priority);
      const waiter = new Waiter(
        {
          exchange,
          candidates,
          tried,
          flow,
          model: modelKey(exchange.model),
          start,
          deadlineMs: limitMs,
          expectedMs: waitMs,
        },
        { resolve, reject },
        (over) => this.#left(over),
      );
      waiter.assigned = waitsFor;
      exchange.queue = {
        position: this.#lanes.countBefore(start) + 1,
        waitsFor: nameOf(waitsFor, candidates),
        expectedMs: waitMs,
      };
      exchange.underWay = waiter;
      this.#lanes.add(waiter);
      this.#rounds.keepGoing();
      this.#rounds.soon();
    });
  }

  /** A full queue refuses whoever has most requests in it: the newcomer, or the latest of a caller with more. */
  #makeRoom(exchange: Exchange, flow: string, waitMs: number): void {
    const { maxRequests, maxBytes } = this.parts.settings();
    const bytes = exchange.body.length;
    if (bytes > maxBytes) throw new QueueFullError(waitMs);
    while (this.#lanes.size >= maxRequests || this.#lanes.bytes + bytes > maxBytes) {
      const other = this.#lanes.latestOfGreediest(flow);
      if (!other) throw new QueueFullError(waitMs);
      other.abort(new QueueFullError(waitMs));
    }
  }

  #left(waiter: Waiter): void {
    this.#lanes.remove(waiter);
    if (this.#lanes.size > 0) return;
    this.#clock.reset();
    this.#rounds.stop();
  }
}

const flowOf = ({ caller, client }: Exchange): string => caller?.name ?? client;

const nameOf = (url: string, { tiers }: Candidates): string =>
  tiers.flat().find(({ endpoint }) => endpoint.url === url)?.endpoint.name ?? '';

/** `X-Olla-Max-Wait`: seconds that the client is ready to wait in the queue. */
function askedWait({ request }: Exchange): number | undefined {
  const text = request.headers['x-olla-max-wait'];
  if (typeof text !== 'string' || !SECONDS.test(text)) return undefined;
  return Number(text) * 1_000;
}

const SECONDS = /^\d{1,6}(?:\.\d{1,3})?$/;
