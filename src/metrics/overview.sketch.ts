import type { Endpoint, EndpointState } from '../core/endpoint.js';
import type { CheckRecord, Fleet } from '../core/fleet.js';
import { Load } from '../core/load.js';
import type { Model } from '../core/model.js';
import type { Overview } from './overview.service.js';
import { Tally } from './tally.js';

/** The moment at which every sketched report is made. */
export const NOW = Date.parse('2026-05-01T10:00:00.123Z');

/** What matters of an endpoint in a test; the rest is ordinary. */
export interface Sketch extends Partial<Pick<Endpoint, 'name' | 'url' | 'type' | 'detected' | 'priority'>> {
  status?: EndpointState['status'];
  inFlight?: number;
  models?: number;
  syncedAt?: number;
  check?: Partial<CheckRecord>;
  /** Milliseconds of the successes. */
  ok?: number[];
  failed?: number;
  bytes?: number;
}

const tallyOf = ({ ok = [], failed = 0, bytes = 0 }: Sketch): Tally => {
  const tally = new Tally();
  for (const ms of ok) tally.succeed(ms);
  tally.failed = failed;
  tally.bytes = bytes;
  return tally;
};

const stateOf = (sketch: Sketch): EndpointState => {
  const { name = 'gpu-a', type = 'ollama', detected = '', priority = 100, status = 'healthy' } = sketch;
  const endpoint = { name, url: sketch.url ?? `http://${name}:11434`, type, detected, priority };
  const load = new Load();
  load.inFlight = sketch.inFlight ?? 0;
  const models = Array.from({ length: sketch.models ?? 0 }, (_, i): Model => ({ name: `m${i}` }));
  return {
    endpoint: endpoint as Endpoint,
    status,
    demotedAt: 0,
    draining: false,
    models,
    modelsUpdatedAt: sketch.syncedAt ?? 0,
    load,
  };
};

const NEVER: CheckRecord = {
  lastCheckedAt: 0,
  nextCheckAt: 0,
  latencyMs: 0,
  consecutiveFailures: 0,
  backoffMultiplier: 1,
  rateLimitedUntil: 0,
};

/** The overview of a fleet that is drawn in a few words. */
export function overviewOf(sketches: Sketch[], over: Partial<Overview> = {}): Overview {
  const states = sketches.map(stateOf);
  const byUrl = <T>(url: string, of: (sketch: Sketch) => T): T =>
    of(sketches[states.findIndex((state) => state.endpoint.url === url)]!);
  const totals = new Tally();
  for (const sketch of sketches) {
    for (const ms of sketch.ok ?? []) totals.succeed(ms);
    totals.failed += sketch.failed ?? 0;
    totals.bytes += sketch.bytes ?? 0;
  }
  return {
    now: NOW,
    startedAt: NOW - 9_000_000,
    fleet: { endpoints: states } as unknown as Fleet,
    totals,
    violations: { rateLimits: 0, sizeLimits: 0, access: 0, blockedClients: 0 },
    proxy: { engine: 'olla', profile: 'auto', loadBalancer: 'least-connections' },
    config: { generation: { number: 3, appliedAt: NOW, trigger: 'signal', changes: [], etag: 'g3' } },
    checkOf: (url) => byUrl(url, ({ check }) => ({ ...NEVER, ...check })),
    figuresOf: (url) => byUrl(url, tallyOf),
    breakerOf: () => ({ state: 'closed', failures: 0 }),
    ...over,
  };
}

/** Equal latencies. */
export const times = (count: number, ms = 1): number[] => Array.from({ length: count }, () => ms);

/** An endpoint that was checked and used. */
export const busy: Sketch = {
  url: 'http://u:p@10.0.0.5:11434/?k=secret',
  inFlight: 1,
  models: 7,
  syncedAt: NOW - 300_123,
  check: { lastCheckedAt: NOW - 3_123, nextCheckAt: NOW + 2_000, latencyMs: 12.7 },
  ok: [41, 9_120],
  bytes: 19_293_798,
};
