import type { Endpoint, EndpointState, EndpointStatus } from '../core/endpoint.js';
import type { CheckRecord, Fleet, FleetEvent } from '../core/fleet.js';
import { Load } from '../core/load.js';
import type { Model } from '../core/model.js';

const NEVER_CHECKED: CheckRecord = {
  lastCheckedAt: 0,
  nextCheckAt: 0,
  latencyMs: 0,
  consecutiveFailures: 0,
  backoffMultiplier: 1,
  rateLimitedUntil: 0,
};

/** What a probe or a failed request says about an endpoint. */
export interface StatusReport {
  readonly status: EndpointStatus;
  readonly cause: 'probe' | 'traffic';
  readonly check: CheckRecord;
}

/**
 * The single writer of the fleet. Probes, discovery, reload and reported failures come through this
 * door; everyone else reads the immutable snapshot. Every write is synchronous and whole: a reader
 * sees the fleet before it or after it.
 */
export class FleetStore {
  #fleet: Fleet = { version: 0, endpoints: [], byUrl: new Map(), byName: new Map(), byModel: new Map() };
  readonly #checks = new Map<string, CheckRecord>();
  readonly #listeners = new Set<(event: FleetEvent) => void>();

  /** The present snapshot. Keep the reference for as long as one consistent picture is wanted. */
  get fleet(): Fleet {
    return this.#fleet;
  }

  /** How the checks of an endpoint went; a blank record for one that is unknown or was never checked. */
  checkOf(url: string): CheckRecord {
    return this.#checks.get(url) ?? NEVER_CHECKED;
  }

  /** Calls back after every change; the returned function ends that. */
  subscribe(listener: (event: FleetEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /**
   * Makes these the configured endpoints. An endpoint that stays keeps its status, models and load;
   * one that is new starts as `unknown`; one that is gone disappears with all that was known of it.
   */
  replaceEndpoints(endpoints: readonly Endpoint[]): void {
    const before = this.#fleet;
    const urls = new Set(endpoints.map((endpoint) => endpoint.url));
    const removed = before.endpoints.map((state) => state.endpoint).filter(({ url }) => !urls.has(url));
    for (const { url } of removed) this.#checks.delete(url);
    this.#publish(endpoints.map((endpoint) => adopt(endpoint, before.byUrl.get(endpoint.url))));
    const added = endpoints.filter(({ url }) => !before.byUrl.has(url));
    this.#tell({ kind: 'endpoints', added, removed });
  }

  /**
   * Writes the verdict of a probe or of traffic on the record as it is now. The report of an endpoint
   * that has gone meanwhile is dropped. Returns the new state, or undefined for such a one.
   */
  report(url: string, report: StatusReport): EndpointState | undefined {
    const before = this.#fleet.byUrl.get(url);
    if (!before) return undefined;
    this.#checks.set(url, report.check);
    const demotedAt = report.cause === 'traffic' ? report.check.lastCheckedAt : 0;
    if (before.status === report.status && before.demotedAt === demotedAt) return before;
    const after = this.#replace(before, { status: report.status, demotedAt });
    this.#tell({ kind: 'status', before, after, cause: report.cause });
    return after;
  }

  /** Replaces the models of one endpoint. Nothing else of the fleet moves. */
  setModels(url: string, models: readonly Model[]): EndpointState | undefined {
    const before = this.#fleet.byUrl.get(url);
    if (!before) return undefined;
    const after = this.#replace(before, { models: Object.freeze([...models]), modelsUpdatedAt: Date.now() });
    this.#tell({ kind: 'models', before, after });
    return after;
  }

  #replace(before: EndpointState, change: Partial<EndpointState>): EndpointState {
    const after = Object.freeze({ ...before, ...change });
    this.#publish(this.#fleet.endpoints.map((state) => (state === before ? after : state)));
    return after;
  }

  #publish(endpoints: readonly EndpointState[]): void {
    this.#fleet = snapshot(this.#fleet.version + 1, endpoints);
  }

  #tell(event: FleetEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}

function adopt(endpoint: Endpoint, known: EndpointState | undefined): EndpointState {
  if (known) return Object.freeze({ ...known, endpoint });
  return Object.freeze({
    endpoint,
    status: 'unknown',
    demotedAt: 0,
    draining: false,
    models: [],
    modelsUpdatedAt: 0,
    load: new Load(),
  });
}

function snapshot(version: number, endpoints: readonly EndpointState[]): Fleet {
  const byModel = new Map<string, EndpointState[]>();
  for (const state of endpoints) {
    for (const name of new Set(state.models.map((model) => model.name.toLowerCase()))) {
      const holders = byModel.get(name);
      if (holders) holders.push(state);
      else byModel.set(name, [state]);
    }
  }
  return Object.freeze({
    version,
    endpoints: Object.freeze([...endpoints]),
    byUrl: new Map(endpoints.map((state) => [state.endpoint.url, state])),
    byName: new Map(endpoints.map((state) => [state.endpoint.name, state])),
    byModel,
  });
}
