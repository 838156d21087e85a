import type { Endpoint, EndpointState, EndpointStatus } from '../core/endpoint.js';
import type { CheckRecord, Fleet, FleetEvent } from '../core/fleet.js';
import { Load } from '../core/load.js';
import type { Model } from '../core/model.js';
import { FleetSnapshot } from './fleet-snapshot.js';
import { ModelIndex } from './model-index.js';

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

/** Which of the fleet's versions a change moves. */
interface Moved {
  readonly models: boolean;
  readonly members: boolean;
}

/**
 * The single writer of the fleet. Probes, discovery, reload and reported failures come through this
 * door; everyone else reads the immutable snapshot. Every write is synchronous and whole: a reader
 * sees the fleet before it or after it.
 */
export class FleetStore {
  #fleet = FleetSnapshot.empty(ModelIndex.empty);
  #models = ModelIndex.empty;
  readonly #checks = new Map<string, CheckRecord>();
  /** URL → lower-cased model → until when it is left out of the endpoint's lists. */
  readonly #held = new Map<string, Map<string, number>>();
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
    for (const { url } of removed) {
      this.#checks.delete(url);
      this.#held.delete(url);
    }
    const states = endpoints.map((endpoint) => adopt(endpoint, before.byUrl.get(endpoint.url)));
    this.#models = ModelIndex.of(states);
    this.#publishAll(states);
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
    const kept = this.#withoutHeld(url, models);
    const change = { models: Object.freeze([...kept]), modelsUpdatedAt: Date.now() };
    const after = Object.freeze({ ...before, ...change });
    this.#models = this.#models.with(before, after, (other) => this.#rankOf(other));
    this.#publishOne(before, after, { models: true, members: false });
    this.#tell({ kind: 'models', before, after });
    return after;
  }

  /**
   * Takes one model from an endpoint's list, in whatever spelling: the endpoint lists it and has it not.
   * @param holdMs for how long listings do not bring it back
   */
  dropModel(url: string, name: string, holdMs: number): EndpointState | undefined {
    const known = this.#fleet.byUrl.get(url)?.models;
    const folded = name.toLowerCase();
    if (!known?.some((model) => model.name.toLowerCase() === folded)) return undefined;
    const held = this.#held.get(url) ?? new Map<string, number>();
    this.#held.set(url, held.set(folded, Date.now() + holdMs));
    return this.setModels(url, known);
  }

  /** Writes down what kind of server an `auto` endpoint turned out to be, and where that kind is asked. */
  setDetected(
    url: string,
    detected: Pick<Endpoint, 'detected' | 'healthUrl' | 'modelUrl'>,
  ): EndpointState | undefined {
    const before = this.#fleet.byUrl.get(url);
    if (!before) return undefined;
    const after = this.#replace(
      before,
      { endpoint: Object.freeze({ ...before.endpoint, ...detected }) },
      true,
    );
    this.#tell({ kind: 'detected', before, after });
    return after;
  }

  /** Takes an endpoint out of the choice, or back in, whatever its status; requests under way go on. */
  setDraining(url: string, draining: boolean): EndpointState | undefined {
    const before = this.#fleet.byUrl.get(url);
    if (!before || before.draining === draining) return before;
    const after = this.#replace(before, { draining });
    this.#tell({ kind: 'draining', before, after });
    return after;
  }

  #replace(before: EndpointState, change: Partial<EndpointState>, models = false): EndpointState {
    const after = Object.freeze({ ...before, ...change });
    this.#publishOne(before, after, { models, members: true });
    return after;
  }

  #withoutHeld(url: string, models: readonly Model[]): readonly Model[] {
    const held = this.#held.get(url);
    if (!held) return models;
    const now = Date.now();
    for (const [name, until] of held) if (until <= now) held.delete(name);
    if (held.size === 0) this.#held.delete(url);
    return models.filter((model) => !held.has(model.name.toLowerCase()));
  }

  #rankOf(url: string): number {
    return this.#fleet.byUrl.get(url)?.endpoint.index ?? 0;
  }

  #publishAll(endpoints: readonly EndpointState[]): void {
    const byUrl = new Map(endpoints.map((state) => [state.endpoint.url, state]));
    this.#publish({ models: true, members: true }, endpoints, byUrl);
  }

  /** Copies what is there: a change of one endpoint must not cost what a thousand of them cost. */
  #publishOne(before: EndpointState, after: EndpointState, moved: Moved): void {
    const { endpoints, byUrl } = this.#fleet;
    const place = endpoints.indexOf(before);
    this.#publish(moved, endpoints.with(place, after), new Map(byUrl).set(after.endpoint.url, after));
  }

  #publish(
    { models, members }: Moved,
    endpoints: readonly EndpointState[],
    byUrl: ReadonlyMap<string, EndpointState>,
  ): void {
    const { version, modelsVersion, membersVersion } = this.#fleet;
    const versions = {
      version: version + 1,
      modelsVersion: models ? modelsVersion + 1 : modelsVersion,
      membersVersion: members ? membersVersion + 1 : membersVersion,
    };
    this.#fleet = new FleetSnapshot(versions, endpoints, byUrl, this.#models);
  }

  #tell(event: FleetEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}

function adopt(endpoint: Endpoint, known: EndpointState | undefined): EndpointState {
  if (known) return Object.freeze({ ...known, endpoint: withDetection(endpoint, known.endpoint) });
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

/** What a server was recognised as stays true while the configuration goes on leaving that to Olla. */
function withDetection(endpoint: Endpoint, known: Endpoint): Endpoint {
  if (known.detected === '' || endpoint.profile !== known.profile) return endpoint;
  return Object.freeze({
    ...endpoint,
    detected: known.detected,
    healthUrl: endpoint.healthUrlExplicit ? endpoint.healthUrl : known.healthUrl,
    modelUrl: endpoint.modelUrlExplicit ? endpoint.modelUrl : known.modelUrl,
  });
}
