import { BalancerService } from '../../src/balancer/index.js';
import { ExpectedWaitStrategy } from '../../src/balancer/expected-wait/expected-wait.strategy.js';
import { FactBook } from '../../src/balancer/expected-wait/fact-book.js';
import { FactLearner } from '../../src/balancer/expected-wait/fact-learner.js';
import { LeastConnectionsStrategy } from '../../src/balancer/least-connections.strategy.js';
import { RequestQueue } from '../../src/balancer/queue/request-queue.js';
import type { EndpointState } from '../../src/core/endpoint.js';
import type { Exchange } from '../../src/core/exchange.js';
import type { Outcome } from '../../src/core/outcome.js';
import { modelKey } from '../../src/core/residency.js';
import { FleetStore } from '../../src/registry/index.js';
import { exchange, state } from './builders.js';
import { Machine, type MachineSpec } from './virtual-machine.js';

const HOUR_MS = 3_600_000;
const POLL_MS = 5_000;

/** What is asked of a virtual fleet. */
export interface VirtualTraffic {
  readonly perSecond: number;
  readonly hours: number;
  /** Picks the model of each request. */
  readonly pick: () => string;
  /** The same in every run. */
  readonly random: () => number;
}

/**
 * The real strategy, queue and learner before machines that exist as timers only: hours pass in seconds under fake timers.
 */
export class VirtualFleet {
  readonly machines: readonly Machine[];
  readonly facts: FactBook;
  readonly #states: readonly EndpointState[];
  readonly #queue: RequestQueue;
  readonly #learner: FactLearner;

  constructor(specs: readonly MachineSpec[]) {
    this.machines = specs.map((spec) => new Machine(spec));
    this.#states = specs.map(({ name }) => state({ name }));
    this.facts = new FactBook(
      () => this.#states,
      (endpoint) => this.machines[this.#indexOf(endpoint.url)]!.spec.slots,
    );
    const strategy = new ExpectedWaitStrategy(this.facts, new LeastConnectionsStrategy());
    const store = new FleetStore();
    store.replaceEndpoints(this.#states.map(({ endpoint }) => endpoint));
    this.#learner = new FactLearner(this.facts, store);
    const settings = { loadBalancer: 'expected-wait', pool: { maxConnections: 0 }, profileLimits: false };
    const health = { admits: () => true, admit: () => 0, waitMs: () => 0 };
    const limits = { hasRoom: () => true, sent: () => undefined, waitMs: () => 0 };
    const balancer = new BalancerService(
      () => ({ ...settings, stickySessions: { enabled: false } }) as never,
      () => strategy,
      health as never,
      {} as never,
      () => Infinity,
      limits as never,
    );
    const queueSettings = { mode: 'on', maxRequests: 1e6, maxBytes: 1e12, maxWait: HOUR_MS, replicate: true };
    this.#queue = new RequestQueue({
      balancer,
      settings: () => queueSettings,
      knowsSlots: () => true,
      order: (on, asked) => this.#order(on, asked.model),
    });
    for (const at of this.machines.keys()) {
      this.#poll(at);
      setInterval(() => this.#poll(at), POLL_MS);
    }
  }

  get loads(): number {
    return this.machines.reduce((sum, { loads }) => sum + loads, 0);
  }

  /** Sends for a while and waits until all are served. @returns seconds until each first token */
  async serve({ perSecond, hours, pick, random }: VirtualTraffic): Promise<readonly number[]> {
    const waits: number[] = [];
    const running: Promise<void>[] = [];
    const end = Date.now() + hours * HOUR_MS;
    for (let due = Date.now(); ;) {
      due += (-Math.log(1 - random()) / perSecond) * 1_000;
      if (due > end) break;
      await jest.advanceTimersByTimeAsync(Math.max(due - Date.now(), 0));
      running.push(this.#ask(pick()).then((seconds) => void waits.push(seconds)));
    }
    while (waits.length < running.length) await jest.advanceTimersByTimeAsync(10_000);
    await Promise.all(running);
    return waits;
  }

  async #ask(model: string): Promise<number> {
    const asked = exchange({ model });
    asked.stream = true;
    const started = Date.now();
    const selection = await this.#queue.take(asked, { tiers: [this.#states], total: 1 } as never, new Set());
    const { url } = selection!.state.endpoint;
    const sent = Date.now() - started;
    const firstMs = await this.machines[this.#indexOf(url)]!.serve(model, started);
    this.#queue.release(selection!);
    const attempt = { endpointUrl: url, startedMs: sent, durationMs: Date.now() - started - sent };
    this.#learner.learn({
      forecast: asked.forecast,
      attempts: [{ ...attempt, result: 'success', status: 200 }],
      firstByteMs: firstMs,
      streaming: true,
    } as unknown as Outcome);
    return firstMs / 1_000;
  }

  #order(on: EndpointState, model: Exchange['model']): boolean {
    const { url } = on.endpoint;
    const { memory } = this.facts.of(url);
    memory.makesRoom(on.load, undefined, Date.now());
    memory.ordered(modelKey(model), Date.now());
    this.facts.moved();
    this.machines[this.#indexOf(url)]!.load(model, () => {
      memory.answered(modelKey(model), Date.now());
      this.facts.moved();
      this.#queue.look();
    });
    return true;
  }

  #poll(at: number): void {
    const residents = this.machines[at]!.resident.map((name) => ({ name, state: 'loaded' as const }));
    this.#states[at]!.load.told = { at: Date.now(), source: 'virtual', residents };
  }

  #indexOf(url: string): number {
    return this.#states.findIndex(({ endpoint }) => endpoint.url === url);
  }
}
