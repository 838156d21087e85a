import { Injectable } from '@nestjs/common';
import type { EndpointState } from '../../core/endpoint.js';
import { AppLogger } from '../../core/logger.js';
import { modelKey } from '../../core/residency.js';
import { LivePolicies, ModelLoading } from '../../registry/index.js';
import { FactBook } from '../expected-wait/fact-book.js';
import { type CopyOrder, OrderLog, type OrderReason } from './copy-order.js';

const MOST_ORDERS = 200;
/** A load that took less was none. */
const LEAST_LOAD_MS = 250;

/**
 * Has endpoints load and unload models, for requests that wait, for policies and for operators, and keeps what became of
 * it. Whoever chooses endpoints learns of it at once, so that nobody waits there for a model that is still on its way.
 */
@Injectable()
export class CopyService {
  readonly #log = new OrderLog(MOST_ORDERS);
  readonly #changed = new Set<() => void>();

  constructor(
    private readonly loading: ModelLoading,
    private readonly facts: FactBook,
    private readonly policies: LivePolicies,
    private readonly log: AppLogger,
  ) {}

  /** The latest orders, newest first; so many are kept as tell of a day of a calm fleet. */
  get orders(): readonly CopyOrder[] {
    return this.#log.all;
  }

  /** Calls back whenever a model came or went by an order; the returned function ends that. */
  onChange(listener: () => void): () => void {
    this.#changed.add(listener);
    return () => void this.#changed.delete(listener);
  }

  /** Whether this endpoint can be told to load a model, and did not fail to do so lately. */
  canLoad({ endpoint }: EndpointState, model: string, now = Date.now()): boolean {
    return (
      this.loading.canLoad(endpoint) && !this.facts.of(endpoint.url).memory.refuses(modelKey(model), now)
    );
  }

  /** Whether this kind of server can be told to load models at all. */
  canBeTold({ endpoint }: EndpointState): boolean {
    return this.loading.canLoad(endpoint);
  }

  canUnload({ endpoint }: EndpointState): boolean {
    return this.loading.canUnload(endpoint);
  }

  /**
   * Has it load a model; what becomes of that stands in `orders`.
   * @param model in the endpoint's own spelling
   */
  async load(state: EndpointState, model: string, reason: OrderReason): Promise<CopyOrder> {
    const { memory } = this.facts.of(state.endpoint.url);
    const key = modelKey(model);
    const now = Date.now();
    const isThere = memory.of(state.load, key, now).residency === 'loaded';
    if (!isThere) {
      memory.makesRoom(state.load, this.facts.sizeOf(state, key), now, this.facts.isPinned);
      memory.ordered(key, now);
      this.facts.moved();
    }
    const pinned = this.policies.current.of(model)?.pinned === true;
    return this.#carryOut(state, { model, kind: 'load', reason }, async () => {
      const answer = await this.loading.load(state, model, pinned);
      if (answer === 'loaded' && !isThere) this.#arrived(state, key, Date.now() - now);
      return answer === 'loaded' ? 'done' : 'taken';
    });
  }

  /** Has it unload a model, whoever uses it: requests under way there go on as far as the server lets them. */
  unload(state: EndpointState, model: string, reason: OrderReason): Promise<CopyOrder> {
    return this.#carryOut(state, { model, kind: 'unload', reason }, async () => {
      await this.loading.unload(state, model);
      this.facts.of(state.endpoint.url).memory.failed(modelKey(model));
      return 'done';
    });
  }

  async #carryOut(
    state: EndpointState,
    what: Pick<CopyOrder, 'model' | 'kind' | 'reason'>,
    work: () => Promise<'done' | 'taken'>,
  ): Promise<CopyOrder> {
    const { name, url } = state.endpoint;
    const order: CopyOrder = { endpoint: name, ...what, at: Date.now(), state: 'under_way' };
    const follow = this.#log.add(order);
    const outcome = await work().then(
      (done): Partial<CopyOrder> => ({ state: done }),
      (error: unknown): Partial<CopyOrder> => {
        if (what.kind === 'load') this.facts.of(url).memory.refused(modelKey(what.model), Date.now());
        return { state: 'failed', error: error instanceof Error ? error.message : String(error) };
      },
    );
    const over: CopyOrder = { ...order, ...outcome, tookMs: Date.now() - order.at };
    follow(over);
    this.#tell(over);
    this.facts.moved();
    for (const listener of this.#changed) listener();
    return over;
  }

  #arrived(state: EndpointState, model: string, tookMs: number): void {
    const facts = this.facts.of(state.endpoint.url);
    const now = Date.now();
    facts.memory.answered(model, now);
    if (tookMs >= LEAST_LOAD_MS) facts.of(model, this.facts.sizeOf(state, model)).load.add(tookMs, now);
  }

  #tell({ endpoint, model, kind, reason, tookMs, error }: CopyOrder): void {
    const facts = { endpoint, model, reason, took_ms: tookMs };
    if (error !== undefined) this.log.warn(`Model could not be ${kind}ed`, { ...facts, error });
    else this.log.info(kind === 'load' ? 'Model loaded' : 'Model unloaded', facts);
  }
}
