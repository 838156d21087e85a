import type { BalancerService } from '../balancer.service.js';
import type { FairClock } from './fair-clock.js';
import type { Lane } from './lane.js';
import type { Lanes } from './lanes.js';
import { type Ahead, isWait, type Placement, type Selection } from './placement.js';
import type { QueueSettings } from './queue-settings.js';
import type { Waiter } from './waiter.js';

/** What nobody announces is seen at the next look: a model that is loaded, a breaker that closes. */
const LOOK_MS = 200;
/** So many lanes are looked at in one round; the cost of a round must not grow with what strangers send. */
const MOST_LANES = 64;
/** Whoever has waited for this part of the longest wait takes any free slot, wherever it is. */
const PATIENCE = 1 / 3;
/**
 * While an endpoint has work for what it holds it loads nothing else, until somebody has waited this long: or it would do
 * nothing but swap.
 */
const GROUPED_MS = 10_000;

interface RoundParts {
  readonly balancer: BalancerService;
  readonly settings: () => QueueSettings;
}

/** Binds waiting requests to endpoints: in rounds, whenever an attempt is over and now and then. */
export class Rounds {
  #soon = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly lanes: Lanes,
    private readonly clock: FairClock,
    private readonly parts: RoundParts,
  ) {}

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
    for (const lane of this.lanes.inOrder().slice(0, MOST_LANES)) {
      this.#serve(lane, ahead);
      if (lane.size > 1) this.#relieve(lane);
    }
  }

  /** From the front, for as long as there is a slot worth taking. */
  #serve(lane: Lane, ahead: Map<string, number>): void {
    for (let waiter = lane.first; waiter; waiter = lane.first) {
      const placed = this.#placeGrouped(waiter, ahead);
      if (isWait(placed)) {
        this.lanes.assign(waiter, placed.waitsFor);
        ahead.set(placed.waitsFor, (ahead.get(placed.waitsFor) ?? 0) + 1);
        return;
      }
      this.#serves(waiter, placed);
    }
  }

  /** From the back: whoever would wait longer than a load elsewhere takes makes a second copy of the model. */
  #relieve(lane: Lane): void {
    for (let waiter = lane.last; waiter && lane.size > 1; waiter = lane.last) {
      const placed = this.#placeGrouped(waiter, this.lanes.assigned);
      if (isWait(placed)) return this.lanes.assign(waiter, placed.waitsFor);
      if (placed === undefined) return;
      this.#serves(waiter, placed);
    }
  }

  #placeGrouped(waiter: Waiter, ahead: Ahead): Placement {
    const placed = this.#place(waiter, ahead, false);
    if (!isWait(placed) || !placed.loads) return placed;
    const others =
      (this.lanes.assigned.get(placed.waitsFor) ?? 0) - this.lanes.assignedIn(waiter, placed.waitsFor);
    return others > 0 && waiter.waitedMs < GROUPED_MS ? placed : this.#place(waiter, ahead, true);
  }

  #place(waiter: Waiter, ahead: Ahead, mayLoad: boolean): Placement {
    const { exchange, candidates, tried } = waiter.what;
    const { balancer, settings } = this.parts;
    const impatient = waiter.waitedMs > settings().maxWait * PATIENCE;
    return balancer.place(exchange, candidates, tried, { ahead, impatient, mayLoad });
  }

  #serves(waiter: Waiter, selection: Selection | undefined): void {
    this.clock.served(waiter.what.start);
    waiter.serve(selection);
  }
}
