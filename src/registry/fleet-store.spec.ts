import { endpoint } from '../../test/support/builders.js';
import type { CheckRecord, FleetEvent } from '../core/fleet.js';
import { FleetStore } from './fleet-store.js';

const check = (over: Partial<CheckRecord> = {}): CheckRecord => ({
  lastCheckedAt: 1,
  nextCheckAt: 2,
  latencyMs: 3,
  consecutiveFailures: 0,
  backoffMultiplier: 1,
  rateLimitedUntil: 0,
  ...over,
});

function fleet() {
  const store = new FleetStore();
  const [a, b] = [endpoint({ name: 'a' }), endpoint({ name: 'b' })];
  store.replaceEndpoints([a, b]);
  return { store, a, b };
}

describe('FleetStore', () => {
  it('starts every endpoint as unknown, in configuration order', () => {
    const { store } = fleet();
    expect(store.fleet.endpoints.map((state) => [state.endpoint.name, state.status])).toEqual([
      ['a', 'unknown'],
      ['b', 'unknown'],
    ]);
  });

  it('leaves a reader the picture it started with', () => {
    const { store, a } = fleet();
    const before = store.fleet;
    store.report(a.url, { status: 'healthy', cause: 'probe', check: check() });
    expect(before.byUrl.get(a.url)!.status).toBe('unknown');
    expect(store.fleet.byUrl.get(a.url)!.status).toBe('healthy');
    expect(store.fleet.version).toBe(before.version + 1);
    expect(Object.isFrozen(store.fleet.endpoints[0])).toBe(true);
  });

  it('makes no version for a check that changes nothing but its own record', () => {
    const { store, a } = fleet();
    store.report(a.url, { status: 'healthy', cause: 'probe', check: check() });
    const { version } = store.fleet;
    store.report(a.url, { status: 'healthy', cause: 'probe', check: check({ latencyMs: 77 }) });
    expect(store.fleet.version).toBe(version);
    expect(store.checkOf(a.url).latencyMs).toBe(77);
  });

  it('remembers a demotion by traffic until a probe has had its say', () => {
    const { store, a } = fleet();
    store.report(a.url, { status: 'offline', cause: 'traffic', check: check({ lastCheckedAt: 500 }) });
    expect(store.fleet.byUrl.get(a.url)!.demotedAt).toBe(500);
    store.report(a.url, { status: 'offline', cause: 'probe', check: check() });
    expect(store.fleet.byUrl.get(a.url)!.demotedAt).toBe(0);
  });

  it('finds who has a model whatever its case, whether the endpoint is up or not', () => {
    const { store, a, b } = fleet();
    store.setModels(a.url, [{ name: 'Llama3:8B' }, { name: 'llama3:8b' }]);
    store.setModels(b.url, [{ name: 'llama3:8b' }, { name: 'x' }]);
    const names = (model: string) => store.fleet.byModel.get(model)?.map((holder) => holder.url);
    expect(names('llama3:8b')).toEqual([a.url, b.url]);
    expect(names('x')).toEqual([b.url]);
    store.setModels(b.url, []);
    expect(names('x')).toBeUndefined();
    expect(names('llama3:8b')).toEqual([a.url]);
  });

  it('keeps what is known of an endpoint that stays, and its load, across a replacement', () => {
    const { store, a } = fleet();
    store.report(a.url, { status: 'healthy', cause: 'probe', check: check() });
    const { load } = store.fleet.byUrl.get(a.url)!;
    const events: FleetEvent[] = [];
    store.subscribe((event) => events.push(event));
    store.replaceEndpoints([endpoint({ name: 'a', priority: 7 }), endpoint({ name: 'c' })]);
    const kept = store.fleet.byName.get('a')!;
    expect([kept.status, kept.endpoint.priority, kept.load]).toEqual(['healthy', 7, load]);
    expect(store.fleet.byName.get('c')!.status).toBe('unknown');
    expect(events).toMatchObject([{ kind: 'endpoints', added: [{ name: 'c' }], removed: [{ name: 'b' }] }]);
  });

  it('drops news of an endpoint that has gone', () => {
    const { store } = fleet();
    const { version } = store.fleet;
    expect(
      store.report('http://gone', { status: 'healthy', cause: 'probe', check: check() }),
    ).toBeUndefined();
    expect(store.setModels('http://gone', [{ name: 'm' }])).toBeUndefined();
    expect(store.fleet.version).toBe(version);
  });

  it('moves the version of the models with a list, never with a status', () => {
    const { store, a } = fleet();
    const { modelsVersion } = store.fleet;
    store.report(a.url, { status: 'healthy', cause: 'probe', check: check() });
    expect(store.fleet.modelsVersion).toBe(modelsVersion);
    const { membersVersion } = store.fleet;
    store.setModels(a.url, [{ name: 'm' }]);
    expect([store.fleet.modelsVersion, store.fleet.membersVersion]).toEqual([
      modelsVersion + 1,
      membersVersion,
    ]);
  });

  it('leaves a dropped model out of the lists for as long as it is held', () => {
    jest.useFakeTimers();
    const { store, a } = fleet();
    const listed = (): string[] => store.fleet.byUrl.get(a.url)!.models.map(({ name }) => name);
    store.setModels(a.url, [{ name: 'M' }, { name: 'n' }]);
    expect(store.dropModel(a.url, 'none', 60_000)).toBeUndefined();
    store.dropModel(a.url, 'm', 60_000);
    expect([listed(), store.fleet.byModel.has('m')]).toEqual([['n'], false]);
    store.setModels(a.url, [{ name: 'M' }, { name: 'n' }]);
    expect(listed()).toEqual(['n']);
    jest.advanceTimersByTime(60_000);
    store.setModels(a.url, [{ name: 'M' }, { name: 'n' }]);
    expect(listed()).toEqual(['M', 'n']);
    jest.useRealTimers();
  });

  it('keeps what an endpoint was recognised as while its configuration goes on leaving that open', () => {
    const store = new FleetStore();
    const open = endpoint({ name: 'a', type: 'auto', profile: 'auto' });
    store.replaceEndpoints([open]);
    const found = { detected: 'vllm', healthUrl: `${open.url}/health`, modelUrl: `${open.url}/v1/models` };
    store.setDetected(open.url, found);
    store.replaceEndpoints([{ ...open, priority: 7 }]);
    expect(store.fleet.byName.get('a')!.endpoint).toMatchObject({ ...found, type: 'auto', priority: 7 });
    store.replaceEndpoints([endpoint({ name: 'a', type: 'ollama', profile: 'ollama' })]);
    expect(store.fleet.byName.get('a')!.endpoint).toMatchObject({ detected: '', profile: 'ollama' });
  });
});
