import { modelKey } from '../../core/residency.js';
import { Lane, type PastDebt } from './lane.js';
import type { Waiter, Waiting } from './waiter.js';

/** Lanes that are remembered though nobody waits in them. */
const MOST_PAST = 256;

/** Everybody who waits, by lane, with the sums that are asked for often. */
export class Lanes {
  readonly #lanes = new Map<string, Lane>();
  readonly #past = new Map<string, PastDebt>();
  /** URL → how many wait for that endpoint. */
  readonly #assigned = new Map<string, number>();
  readonly #flows = new Map<string, number>();
  #size = 0;
  #bytes = 0;

  get size(): number {
    return this.#size;
  }

  get bytes(): number {
    return this.#bytes;
  }

  get assigned(): ReadonlyMap<string, number> {
    return this.#assigned;
  }

  /** Those in which somebody waits, the one whose first has the lowest tag first. */
  inOrder(): readonly Lane[] {
    return [...this.#lanes.values()].sort((a, b) => a.first!.what.start - b.first!.what.start);
  }

  /** Whether somebody waits who may go wherever this request may. */
  isBehind(what: Pick<Waiting, 'exchange' | 'tried'>): boolean {
    return this.#lanes.has(laneOf(what));
  }

  add(waiter: Waiter): void {
    const key = laneOf(waiter.what);
    let lane = this.#lanes.get(key);
    if (!lane) this.#lanes.set(key, (lane = new Lane(key, this.#past.get(key))));
    lane.add(waiter);
    this.#size++;
    this.#bytes += waiter.what.exchange.body.length;
    count(this.#assigned, waiter.assigned, 1);
    count(this.#flows, waiter.what.flow, 1);
  }

  remove(waiter: Waiter): void {
    const key = laneOf(waiter.what);
    const lane = this.#lanes.get(key);
    if (!lane) return;
    lane.remove(waiter);
    if (lane.size === 0) this.#close(lane);
    this.#size--;
    this.#bytes -= waiter.what.exchange.body.length;
    count(this.#assigned, waiter.assigned, -1);
    count(this.#flows, waiter.what.flow, -1);
  }

  #close({ key, longDebtMs }: Lane): void {
    this.#lanes.delete(key);
    this.#past.delete(key);
    if (longDebtMs === 0) return;
    this.#past.set(key, { debtMs: longDebtMs, at: Date.now() });
    if (this.#past.size > MOST_PAST) this.#past.delete(this.#past.keys().next().value!);
  }

  /** It waits for another endpoint now. */
  assign(waiter: Waiter, url: string): void {
    if (waiter.assigned === url) return;
    count(this.#assigned, waiter.assigned, -1);
    waiter.assigned = url;
    count(this.#assigned, url, 1);
  }

  /** How many go before a request with this tag that comes now. */
  countBefore(start: number): number {
    let before = 0;
    for (const lane of this.#lanes.values()) before += lane.countBefore(start, true);
    return before;
  }

  /** The one who came last of the caller with the most requests; undefined when nobody has more than `flow` would have. */
  latestOfGreediest(flow: string): Waiter | undefined {
    let greediest = flow;
    let most = (this.#flows.get(flow) ?? 0) + 1;
    for (const [name, waiting] of this.#flows) if (waiting > most) [greediest, most] = [name, waiting];
    if (greediest === flow) return undefined;
    let latest: Waiter | undefined;
    for (const lane of this.#lanes.values()) {
      const last = lane.lastOf(greediest);
      if (last && (!latest || last.what.start > latest.what.start)) latest = last;
    }
    return latest;
  }

  models(): ReadonlyMap<string, number> {
    const models = new Map<string, number>();
    for (const lane of this.#lanes.values()) count(models, lane.first!.what.exchange.model, lane.size);
    return models;
  }
}

/** Whoever may go elsewhere than others do must not stand in their way. */
function laneOf({ exchange, tried }: Pick<Waiting, 'exchange' | 'tried'>): string {
  const { caller, model, scope } = exchange;
  const own = caller?.allowsEndpoint ? `${caller.name}\n` : '';
  const again = tried.size > 0 ? `${exchange.id}\n` : '';
  return `${own}${again}${scope.provider}\n${modelKey(model)}`;
}

function count(counts: Map<string, number>, key: string, more: number): void {
  const next = (counts.get(key) ?? 0) + more;
  if (next > 0) counts.set(key, next);
  else counts.delete(key);
}
