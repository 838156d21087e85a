import type { EndpointState } from '../../core/endpoint.js';
import type { Exchange } from '../../core/exchange.js';
import { modelKey } from '../../core/residency.js';
import type { BalancerService } from '../balancer.service.js';
import type { FairClock } from './fair-clock.js';
import type { Lane } from './lane.js';
import type { Lanes } from './lanes.js';
import type { ModestCallers } from './modest-callers.js';
import { type Ahead, type Crowd, isWait, NO_CROWD, type Placement, type Selection } from './placement.js';
import type { QueueSettings } from './queue-settings.js';
import type { Waiter } from './waiter.js';

/** What nobody announces is seen at the next look: a model that is loaded, a breaker that closes. */
const LOOK_MS = 200;
/** So many lanes are looked at in one round; the cost of a round must not grow with what strangers send. */
const MOST_LANES = 64;
/** So many who leave room are passed over in search of one who need not. */
const MOST_PASSED = 128;

interface RoundParts {
  readonly balancer: BalancerService;
  /** Has an endpoint load the model of a request, for nobody in particular; false = it cannot be told. */
  readonly order: (on: EndpointState, exchange: Exchange) => boolean;
  readonly settings: () => QueueSettings;
}

/** Binds waiting requests to endpoints: in rounds, whenever an attempt is over and now and then. */
export class Rounds {
  #soon = false;
  #crowds: ReadonlyMap<string, Crowd> = new Map();
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly lanes: Lanes,
    private readonly clock: FairClock,
    private readonly callers: ModestCallers,
    private readonly parts: RoundParts,
  ) {}

  /** Who waits for a model, as of the last round. */
  readonly waitingFor = (model: string | undefined): Crowd =>
    (model === undefined ? undefined : this.#crowds.get(model)) ?? NO_CROWD;

  /** A round when what happens now is over; many that are asked for at once are one. */
  soon(): void {
    if (this.#soon) return;
    this.#soon = true;
    queueMicrotask(() => {
      this.#soon = false;
      this.#round();
    });
  }

  /** Looks now and then, until `stop`. */
  keepGoing(): void {
    this.#timer ??= setInterval(() => this.#round(), LOOK_MS);
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #round(): void {
    /** The heads of lanes that were looked at and have to wait on, by endpoint. */
    const ahead = new Map<string, number>();
    const lanes = this.lanes.inOrder();
    this.#crowds = crowdsOf(lanes);
    for (const lane of lanes.slice(0, MOST_LANES)) this.#serve(lane, ahead);
  }

  /** From the front, for as long as there is a slot worth taking. */
  #serve(lane: Lane, ahead: Map<string, number>): void {
    for (let waiter = lane.first; waiter; waiter = lane.first) {
      if (waiter.isLate) {
        waiter.expire();
        continue;
      }
      const placed = this.#place(waiter, lane, ahead);
      if (!isWait(placed)) {
        this.#serves(waiter, placed);
        continue;
      }
      if (this.#servesModest(waiter, lane, ahead)) continue;
      this.lanes.assign(waiter, placed.waitsFor);
      ahead.set(placed.waitsFor, (ahead.get(placed.waitsFor) ?? 0) + 1);
      if (placed.copyOn && this.parts.settings().replicate) this.#copy(lane, placed.copyOn);
      return;
    }
  }

  /** Whoever leaves room for others does not stand in their way: the first of those takes the slot that is kept for them. */
  #servesModest(head: Waiter, lane: Lane, ahead: Ahead): boolean {
    if (!this.#hasTooMuch(head)) return false;
    const modest = lane.firstWhere((each) => !each.isLate && !this.#hasTooMuch(each), MOST_PASSED);
    const placed = modest && this.#place(modest, lane, ahead);
    if (!placed || isWait(placed)) return false;
    this.#serves(modest, placed);
    return true;
  }

  #hasTooMuch({ what: { model, flow } }: Waiter): boolean {
    return this.callers.hasTooMuch(model, flow, Date.now());
  }

  /** The endpoint is told to load the model; where it cannot be told, the last of the lane goes there for that. */
  #copy(lane: Lane, on: EndpointState): void {
    const { what } = lane.first!;
    lane.paid();
    if (this.parts.order(on, what.exchange)) return;
    const { last } = lane;
    const tier = last && { ...last.what.candidates, tiers: [[on]] };
    const placed = tier && this.parts.balancer.select(last.what.exchange, tier, last.what.tried);
    if (placed) this.#serves(last, placed);
  }

  #place(waiter: Waiter, lane: Lane, ahead: Ahead): Placement {
    const { what, waitedMs } = waiter;
    return this.parts.balancer.place(what.exchange, what.candidates, what.tried, {
      ahead,
      arrives: false,
      behind: false,
      leavesRoom: this.#hasTooMuch(waiter),
      debtMs: lane.debtMs,
      longDebtMs: lane.longDebtMs,
      waiting: lane.size,
      waitedMs,
      waitingFor: this.waitingFor,
    });
  }

  #serves(waiter: Waiter, selection: Selection | undefined): void {
    this.clock.served(waiter.what.start);
    if (selection) this.callers.take(selection, waiter.what.model, waiter.what.flow);
    waiter.serve(selection);
  }
}

function crowdsOf(lanes: readonly Lane[]): ReadonlyMap<string, Crowd> {
  const crowds = new Map<string, Crowd>();
  for (const { first, size } of lanes) {
    const model = modelKey(first!.what.exchange.model);
    const known = crowds.get(model) ?? NO_CROWD;
    crowds.set(model, {
      count: known.count + size,
      waitedMs: Math.max(known.waitedMs, first!.waitedMs),
    });
  }
  return crowds;
}
