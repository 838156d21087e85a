import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { type EndpointState, isRoutable } from '../../core/endpoint.js';
import { modelKey } from '../../core/residency.js';
import { FleetStore, LivePolicies, type ModelPolicy } from '../../registry/index.js';
import { FactBook } from '../expected-wait/fact-book.js';
import { CopyService } from './copies.service.js';

const LOOK_MS = 5_000;
/** Ollama tells of a model that stays for good as one that goes in hundreds of years. */
const FOR_GOOD_MS = 30 * 24 * 3_600_000;

interface Host {
  readonly state: EndpointState;
  /** In the endpoint's own spelling. */
  readonly name: string;
}

/**
 * Keeps what `models` promises: models that are to be in memory are, as often as they should be (`preload`,
 * `min_replicas`), and those that are pinned are told to stay. One load per endpoint at a time.
 */
@Injectable()
export class CopyKeeper implements OnApplicationBootstrap, OnApplicationShutdown {
  #timer: NodeJS.Timeout | undefined;
  #stop: (() => void) | undefined;
  #soon: NodeJS.Immediate | undefined;
  readonly #busy = new Set<string>();

  constructor(
    private readonly store: FleetStore,
    private readonly policies: LivePolicies,
    private readonly facts: FactBook,
    private readonly copies: CopyService,
  ) {}

  onApplicationBootstrap(): void {
    const stopFleet = this.store.subscribe(() => this.#lookSoon());
    const stopPolicies = this.policies.onChange(() => this.#lookSoon());
    this.#stop = () => {
      stopFleet();
      stopPolicies();
    };
    this.#timer = setInterval(() => this.#look(), LOOK_MS).unref();
    this.#lookSoon();
  }

  onApplicationShutdown(): void {
    clearInterval(this.#timer);
    clearImmediate(this.#soon);
    this.#stop?.();
  }

  #lookSoon(): void {
    clearImmediate(this.#soon);
    this.#soon = setImmediate(() => this.#look());
  }

  #look(): void {
    const policies = this.policies.current;
    if (!policies.cares) return;
    const now = Date.now();
    for (const [model, hosts] of this.#hosts()) {
      const policy = policies.of(model);
      if (policy) this.#keep(policy, model, hosts, now);
    }
  }

  /** Who lists which model, of those that may be told something now. */
  #hosts(): ReadonlyMap<string, Host[]> {
    const found = new Map<string, Host[]>();
    for (const state of this.store.fleet.endpoints) {
      if (!isRoutable(state.status) || state.draining) continue;
      for (const { name } of state.models) {
        const key = modelKey(name);
        const hosts = found.get(key);
        if (hosts) hosts.push({ state, name });
        else found.set(key, [{ state, name }]);
      }
    }
    return found;
  }

  #keep(policy: ModelPolicy, model: string, hosts: readonly Host[], now: number): void {
    const holding = hosts.filter(({ state }) => this.#holds(state, model, now));
    if (policy.pinned) for (const host of holding) this.#pin(host, model, now);
    const missing = Math.min(policy.minReplicas, policy.maxReplicas) - holding.length;
    if (missing <= 0) return;
    const free = hosts
      .filter((host) => !holding.includes(host) && this.#mayLoad(host, policy, now))
      .map((host) => ({ host, harm: this.#harm(host.state, model, now) }))
      .filter(({ harm }) => harm < Infinity)
      .sort((a, b) => a.harm - b.harm || a.host.state.load.inFlight - b.host.state.load.inFlight);
    for (const { host } of free.slice(0, missing)) this.#load(host);
  }

  #holds(state: EndpointState, model: string, now: number): boolean {
    const { residency } = this.facts.of(state.endpoint.url).memory.of(state.load, model, now);
    return residency === 'loaded' || residency === 'loading';
  }

  #mayLoad({ state, name }: Host, policy: ModelPolicy, now: number): boolean {
    const { url, name: endpoint } = state.endpoint;
    return policy.allows(endpoint) && !this.#busy.has(url) && this.copies.canLoad(state, name, now);
  }

  #harm(state: EndpointState, model: string, now: number): number {
    return this.facts.of(state.endpoint.url).belief(state, model, this.facts, now).evictionMs;
  }

  /** A server that would let it go some day is told to keep it. */
  #pin({ state, name }: Host, model: string, now: number): void {
    const told = state.load.told?.residents?.find((resident) => modelKey(resident.name) === model);
    const { expiresAt } = told ?? {};
    if (expiresAt === undefined || expiresAt - now > FOR_GOOD_MS) return;
    if (!this.#busy.has(state.endpoint.url) && this.copies.canLoad(state, name, now))
      this.#load({ state, name });
  }

  #load({ state, name }: Host): void {
    const { url } = state.endpoint;
    this.#busy.add(url);
    void this.copies.load(state, name, 'policy').finally(() => this.#busy.delete(url));
  }
}
