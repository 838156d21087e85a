import type { Endpoint, EndpointStatus } from '../../core/endpoint.js';
import type { CheckRecord } from '../../core/fleet.js';
import { Live } from '../../core/live.js';
import type { Model } from '../../core/model.js';
import { FleetStore } from '../fleet-store.js';
import { DiscoveryFailure } from './discovery-failure.js';
import type { DiscoveryOptions } from './discovery-options.js';
import { ModelDiscovery } from './discovery.service.js';
import type { Detection } from './detection/index.js';
import type { ModelList } from './lists/index.js';
import { endpointAt } from './testing.js';

type Answer = () => Promise<readonly Model[]>;

const OPTIONS: DiscoveryOptions = {
  enabled: true,
  interval: 300_000,
  timeout: 1_000,
  concurrentWorkers: 5,
  retryAttempts: 1,
  retryBackoff: 0,
};

const url = (name: string): string => `http://${name}`;
const endpoint = (name: string, accepts: (model: string) => boolean = () => true): Endpoint => ({
  ...endpointAt(url(name), { name, type: name.startsWith('auto') ? 'auto' : 'ollama' }),
  acceptsModel: accepts,
});
const asList = (models: readonly Model[]): ModelList => ({ models, skipped: 0, cut: 0 });
const listing =
  (...names: string[]): Answer =>
  () =>
    Promise.resolve(names.map((name) => ({ name })));
const failing =
  (error: unknown): Answer =>
  () =>
    Promise.reject(error);
const refused = failing(DiscoveryFailure.network(Object.assign(new Error(), { code: 'ECONNREFUSED' })));
const missing = failing(DiscoveryFailure.status(404));

/** What detection finds: a server of this kind, with this answer to the question for its list. */
const server =
  (profile: string, answer: Answer) =>
  async (of: Endpoint): Promise<Detection> => {
    const list = await answer().then(asList, (error: unknown) => error as DiscoveryFailure);
    return { profile, healthUrl: `${of.url}/health`, modelUrl: `${of.url}/${profile}`, list };
  };

/**
 * Endpoints by name that are healthy and answer as told; everything is written down. Those whose name begins
 * with `auto` are of that type, and are what `servers` says, else nothing that anybody knows.
 */
function world(
  answers: Record<string, Answer>,
  options: Partial<DiscoveryOptions> = {},
  servers: Record<string, ReturnType<typeof server>> = {},
) {
  const store = new FleetStore();
  const lines: string[] = [];
  const asked: string[] = [];
  const note =
    (level: string) =>
    (message: string): void =>
      void lines.push(`${level} ${message}`);
  const logger = { debug: note('debug'), info: note('info'), warn: note('warn'), error: note('error') };
  const client = {
    list: async (of: Endpoint, _timeout: number, signal: AbortSignal): Promise<ModelList> => {
      signal.throwIfAborted();
      asked.push(of.name);
      return asList(await answers[of.name]!());
    },
    detect: async (of: Endpoint, _timeout: number, signal: AbortSignal): Promise<Detection> => {
      signal.throwIfAborted();
      asked.push(`${of.name}?`);
      const found = servers[of.name];
      if (!found) throw DiscoveryFailure.status(404);
      return found(of);
    },
    close: () => Promise.resolve(),
  };
  const live = new Live<DiscoveryOptions>({ ...OPTIONS, ...options });
  const discovery = new ModelDiscovery(store, client, live, logger);
  const status = (name: string, to: EndpointStatus): void =>
    void store.report(url(name), { status: to, cause: 'probe', check: {} as CheckRecord });
  store.replaceEndpoints(Object.keys(answers).map((name) => endpoint(name)));
  for (const name of Object.keys(answers)) status(name, 'healthy');
  const models = (name: string): string[] =>
    store.fleet.byUrl.get(url(name))!.models.map((model) => model.name);
  return { store, discovery, answers, servers, client, asked, lines, live, status, models };
}

const settle = (run: Promise<unknown>): Promise<unknown> => run.catch((error: unknown) => error);

describe('ModelDiscovery.runAll', () => {
  it('gives every routable endpoint its models', async () => {
    const { discovery, status, models, store, lines } = world({ a: listing('x', 'y'), b: listing('y') });
    status('b', 'busy');
    await discovery.runAll();
    expect([models('a'), models('b')]).toEqual([['x', 'y'], ['y']]);
    expect(store.fleet.byModel.get('y')).toHaveLength(2);
    expect(lines[0]).toBe('info Starting model discovery on healthy endpoints');
    expect(lines.at(-1)).toBe('info Finished model discovery on healthy endpoints');
  });

  it('leaves out endpoints that are not routable', async () => {
    const { discovery, status, asked, lines } = world({ a: listing('x') });
    status('a', 'offline');
    await discovery.runAll();
    expect(asked).toEqual([]);
    expect(lines).toEqual(['debug No endpoints to discover models on']);
  });

  it('does nothing when discovery is switched off', async () => {
    const { discovery, asked } = world({ a: listing('x') }, { enabled: false });
    await discovery.runAll();
    expect(await discovery.discover(url('a'))).toBe(false);
    expect(asked).toEqual([]);
  });

  it('lists the others when one fails, asks all and reports the failure', async () => {
    const { discovery, models, asked, lines } = world({ a: refused, b: listing('x'), c: missing });
    const error = await settle(discovery.runAll());
    expect(error).toBeInstanceOf(AggregateError);
    expect((error as Error).message).toBe(
      'discovery failed: a: endpoint unreachable; c: endpoint configuration issue (HTTP 404)',
    );
    expect(asked).toEqual(['a', 'b', 'c']);
    expect(models('b')).toEqual(['x']);
    expect(lines).toContain('error Model discovery failed (endpoint unreachable)');
  });

  it('keeps the models of an endpoint whose listing fails', async () => {
    const { discovery, answers, models } = world({ a: listing('x') });
    await discovery.runAll();
    answers['a'] = refused;
    await settle(discovery.runAll());
    expect(models('a')).toEqual(['x']);
  });

  it('replaces the models of an endpoint that lists others, also by none', async () => {
    const { discovery, answers, models } = world({ a: listing('x') });
    await discovery.runAll();
    answers['a'] = listing('y');
    await discovery.runAll();
    expect(models('a')).toEqual(['y']);
    answers['a'] = listing();
    await discovery.runAll();
    expect(models('a')).toEqual([]);
  });

  it('makes a fleet version only of lists that say something new', async () => {
    const dated =
      (created: string): Answer =>
      () =>
        Promise.resolve([{ name: 'x', details: { modified_at: created } }]);
    const { discovery, answers, store } = world({ a: dated('2025-01-01T00:00:00.000Z') });
    await discovery.runAll();
    const { version } = store.fleet;
    const { load } = store.fleet.byUrl.get(url('a'))!;
    expect(discovery.syncedAt(url('a'))).toBe(load.modelsSeenAt);
    load.modelsSeenAt = 1;
    answers['a'] = dated('2025-01-02T00:00:00.000Z');
    await discovery.runAll();
    expect(store.fleet.version).toBe(version);
    expect(load.modelsSeenAt).toBeGreaterThan(1);
  });

  it('remembers that an endpoint has listed, even if it has nothing', async () => {
    const { discovery, store } = world({ a: listing() });
    await discovery.runAll();
    expect(store.fleet.byUrl.get(url('a'))!.modelsUpdatedAt).toBeGreaterThan(0);
  });

  it('applies the filter of the endpoint', async () => {
    const { discovery, store, models, lines } = world({ a: listing('llama', 'embed') });
    store.replaceEndpoints([endpoint('a', (name) => name !== 'embed')]);
    await discovery.runAll();
    expect(models('a')).toEqual(['llama']);
    expect(lines).toContain('info Applied model filter');
  });

  it('asks no more endpoints at a time than it has workers', async () => {
    let now = 0;
    let most = 0;
    const slow: Answer = async () => {
      most = Math.max(most, ++now);
      await new Promise(setImmediate);
      now--;
      return [];
    };
    const { discovery } = world({ a: slow, b: slow, c: slow, d: slow }, { concurrentWorkers: 2 });
    await discovery.runAll();
    expect(most).toBe(2);
  });

  it('holds up nobody while it waits to ask a failing endpoint again', async () => {
    const { discovery, asked } = world(
      { a: refused, b: listing('x') },
      { concurrentWorkers: 1, retryAttempts: 2, retryBackoff: 10 },
    );
    await settle(discovery.runAll());
    expect(asked).toEqual(['a', 'b', 'a']);
  });

  it('warns and uses one worker when it is given none', async () => {
    const { discovery, models, lines } = world({ a: listing('x') }, { concurrentWorkers: 0 });
    await discovery.runAll();
    expect(models('a')).toEqual(['x']);
    expect(lines).toContain('warn Discovery needs at least one worker, using 1');
  });

  it('drops the list of an endpoint that has gone meanwhile', async () => {
    const { discovery, answers, store } = world({ a: listing(), b: listing('y') });
    answers['a'] = () => {
      store.replaceEndpoints([endpoint('b')]);
      return listing('x')();
    };
    await discovery.runAll();
    expect(store.fleet.byModel.has('x')).toBe(false);
  });

  it('drops the failure of an endpoint that has gone meanwhile', async () => {
    const { discovery, answers, store, lines } = world({ a: listing() });
    answers['a'] = () => {
      store.replaceEndpoints([]);
      return refused();
    };
    await discovery.runAll();
    expect(lines.some((line) => line.startsWith('error'))).toBe(false);
  });

  it('says so when the fleet does not take a list', async () => {
    const { discovery, store } = world({ a: listing('x') });
    store.subscribe(() => {
      throw new Error('no');
    });
    await expect(discovery.discover(url('a'))).rejects.toThrow('failed to register models: Error: no');
  });
});

describe('ModelDiscovery and odd lists', () => {
  it('tells once per endpoint that it left something out', async () => {
    const { discovery, client, lines, store } = world({ a: listing(), b: listing() });
    client.list = () => Promise.resolve({ models: [{ name: 'x' }], skipped: 2, cut: 1 });
    const told = (): number => lines.filter((line) => line === 'warn Left out parts of a model list').length;
    await discovery.runAll();
    await discovery.runAll();
    expect(told()).toBe(2);
    store.replaceEndpoints([endpoint('a')]);
    await discovery.runAll();
    expect(told()).toBe(3);
  });
});

describe('ModelDiscovery and endpoints of type auto', () => {
  const auto = (options: Partial<DiscoveryOptions> = {}, answer: Answer = listing('x')) =>
    world({ auto: answer, typed: listing() }, options, { auto: server('vllm', answer) });

  it('finds out what they are whatever their status, and takes their list along', async () => {
    const { discovery, store, status, asked, models, lines } = auto();
    const events: string[] = [];
    store.subscribe(({ kind }) => void events.push(kind));
    status('auto', 'unhealthy');
    await discovery.detectAll();
    expect(asked).toEqual(['auto?']);
    expect(models('auto')).toEqual(['x']);
    expect(store.fleet.byUrl.get(url('auto'))!.endpoint).toMatchObject({
      type: 'auto',
      profile: 'auto',
      detected: 'vllm',
      healthUrl: 'http://auto/health',
      modelUrl: 'http://auto/vllm',
    });
    expect(events).toEqual(['status', 'detected', 'models']);
    expect(lines).toContain('info Detected endpoint type');
  });

  it('does not look at those that cannot be reached', async () => {
    const { discovery, status, asked } = auto();
    status('auto', 'offline');
    await discovery.detectAll();
    expect(asked).toEqual([]);
  });

  it('lists those that are known where they were found to list', async () => {
    const { discovery, asked } = auto();
    await discovery.runAll();
    await discovery.runAll();
    expect(asked).toEqual(['auto?', 'typed', 'auto', 'typed']);
  });

  it('looks again in full runs at those that are still unknown', async () => {
    const { discovery, servers, status, models } = world({ auto: listing() });
    servers['auto'] = () => Promise.reject(DiscoveryFailure.status(503));
    status('auto', 'unhealthy');
    await discovery.detectAll();
    servers['auto'] = server('ollama', listing('x'));
    await discovery.runAll();
    expect(models('auto')).toEqual(['x']);
  });

  it('never throws out of a detection that fails, and asks a server that nobody knows no more', async () => {
    const { discovery, asked } = world({ auto: listing() });
    await discovery.detectAll();
    await discovery.detectAll();
    expect(asked).toEqual(['auto?']);
    expect(discovery.isDisabled(url('auto'))).toBe(true);
  });

  it('remembers the type of a server that has no list yet', async () => {
    const { discovery, store, asked } = auto({}, failing(DiscoveryFailure.status(503)));
    for (let run = 0; run < 5; run++) await settle(discovery.runAll());
    expect(store.fleet.byUrl.get(url('auto'))!.endpoint.detected).toBe('vllm');
    expect(asked.filter((name) => name === 'auto?')).toHaveLength(5);
    expect(discovery.isDisabled(url('auto'))).toBe(true);
  });

  it('looks anew at once when there is something else in place of the list', async () => {
    const { discovery, answers, servers, store, models, asked } = auto();
    await discovery.runAll();
    answers['auto'] = missing;
    servers['auto'] = server('ollama', listing('y'));
    await discovery.runAll();
    expect(asked).toEqual(['auto?', 'typed', 'auto', 'typed', 'auto?']);
    expect(store.fleet.byUrl.get(url('auto'))!.endpoint.detected).toBe('ollama');
    expect(models('auto')).toEqual(['y']);
  });

  it('looks anew after a listing that failed', async () => {
    const { discovery, answers, asked } = auto();
    await discovery.runAll();
    answers['auto'] = refused;
    await settle(discovery.runAll());
    asked.length = 0;
    await discovery.runAll();
    expect(asked).toEqual(['auto?', 'typed']);
  });

  it('looks anew when it is told to, and makes no news of what it knew', async () => {
    const { discovery, store, asked } = auto();
    await discovery.runAll();
    const { version } = store.fleet;
    await discovery.discover(url('auto'), { redetect: true });
    await discovery.discover(url('typed'), { redetect: true });
    expect(asked.slice(2)).toEqual(['auto?', 'typed']);
    expect(store.fleet.version).toBe(version);
  });

  it('keeps what it knew when looking anew fails', async () => {
    const { discovery, servers, store, models } = auto();
    await discovery.runAll();
    servers['auto'] = () => Promise.reject(DiscoveryFailure.status(502));
    await settle(discovery.discover(url('auto'), { redetect: true }));
    expect(store.fleet.byUrl.get(url('auto'))!.endpoint.detected).toBe('vllm');
    expect(models('auto')).toEqual(['x']);
  });

  it('writes nothing over an endpoint that was configured anew meanwhile', async () => {
    const { discovery, servers, store } = auto();
    servers['auto'] = async (of) => {
      store.replaceEndpoints([endpoint('auto')]);
      return server('vllm', listing('x'))(of);
    };
    await discovery.detectAll();
    expect(store.fleet.byUrl.get(url('auto'))!.endpoint.detected).toBe('');
  });
});

describe('ModelDiscovery.refresh', () => {
  it('asks one endpoint or all, disabled or not, and reports what came of it', async () => {
    const { discovery, status, asked } = world({ a: listing('x', 'y'), b: missing, c: listing() });
    status('c', 'offline');
    await settle(discovery.runAll());
    asked.length = 0;
    const all = await discovery.refresh();
    expect(asked).toEqual(['a', 'b']);
    expect(all.durationMs).toBeGreaterThanOrEqual(0);
    expect(all.endpoints).toEqual([
      { name: 'a', url: url('a'), detected: '', models: 2, error: undefined },
      { name: 'b', url: url('b'), detected: '', models: 0, error: 'endpoint configuration issue (HTTP 404)' },
    ]);
    const one = await discovery.refresh(url('c'));
    expect(one.endpoints.map(({ name, error }) => [name, error])).toEqual([['c', undefined]]);
    expect((await discovery.refresh('http://nowhere')).endpoints).toEqual([]);
  });

  it('detects endpoints of type auto anew', async () => {
    const { discovery } = world({ auto: listing() }, {}, { auto: server('vllm', listing('x')) });
    const { endpoints } = await discovery.refresh(url('auto'));
    expect(endpoints).toMatchObject([{ detected: 'vllm', models: 1 }]);
  });
});

describe('ModelDiscovery.refreshFor', () => {
  it('lists the fleet for a model that nobody has, once for all who ask', async () => {
    const { discovery, answers, asked, lines } = world({ a: listing('x') });
    await discovery.runAll();
    answers['a'] = listing('x', 'fresh');
    const both = await Promise.all([
      discovery.refreshFor('fresh', 1_000),
      discovery.refreshFor('other', 1_000),
    ]);
    expect(both).toEqual(['done', 'done']);
    expect(asked).toHaveLength(2);
    expect(lines.filter((line) => line === 'info Triggering discovery refresh for model')).toHaveLength(1);
  });

  it('is done when one endpoint could be listed, and failed when none could', async () => {
    const { discovery, answers } = world({ a: refused, b: listing('x') });
    expect(await discovery.refreshFor('m', 1_000)).toBe('done');
    answers['b'] = refused;
    expect(await discovery.refreshFor('n', 1_000)).toBe('failed');
  });

  it('is done when there is nobody to ask, and failed when it may not ask', async () => {
    const { discovery, status, live } = world({ a: listing() });
    status('a', 'offline');
    expect(await discovery.refreshFor('m', 1_000)).toBe('done');
    live.set({ ...OPTIONS, enabled: false });
    expect(await discovery.refreshFor('n', 1_000)).toBe('failed');
  });
});

describe('ModelDiscovery.stats', () => {
  it('counts listings, one with several attempts once', async () => {
    const { discovery, answers } = world({ a: listing('x'), b: missing }, { retryAttempts: 2 });
    expect(discovery.stats).toMatchObject({ total: 0, averageLatencyMs: 0, lastSuccessAt: 0 });
    await settle(discovery.runAll());
    answers['a'] = refused;
    await settle(discovery.runAll());
    const { averageLatencyMs, lastSuccessAt, ...counts } = discovery.stats;
    expect(counts).toEqual({
      total: 3,
      successful: 1,
      failed: 2,
      errorsByEndpoint: { a: 1, b: 1 },
      disabledEndpoints: ['b'],
    });
    expect(averageLatencyMs).toBeGreaterThan(0);
    expect(lastSuccessAt).toBeGreaterThan(0);
  });
});

describe('ModelDiscovery after failures', () => {
  const runs = async (discovery: ModelDiscovery, count: number): Promise<void> => {
    for (let run = 0; run < count; run++) await settle(discovery.runAll());
  };

  it('leaves an endpoint out after five failures in a row', async () => {
    const { discovery, asked, lines } = world({ a: refused });
    await runs(discovery, 4);
    expect(discovery.isDisabled(url('a'))).toBe(false);
    await runs(discovery, 3);
    expect(discovery.isDisabled(url('a'))).toBe(true);
    expect(asked).toHaveLength(5);
    expect(lines).toContain('warn Disabling discovery for endpoint after consequent failures');
  });

  it('forgets failures with a success', async () => {
    const { discovery, answers } = world({ a: refused });
    await runs(discovery, 4);
    answers['a'] = listing('x');
    await runs(discovery, 1);
    answers['a'] = refused;
    await runs(discovery, 4);
    expect(discovery.isDisabled(url('a'))).toBe(false);
  });

  it('leaves an endpoint out at once when the configuration is to blame', async () => {
    const { discovery, asked, lines } = world({ a: missing }, { retryAttempts: 3 });
    await runs(discovery, 2);
    expect(asked).toHaveLength(1);
    expect(lines).toContain('warn Disabling discovery for endpoint due to non-recoverable error');
  });

  it('takes it in again when it was listed after a recovery', async () => {
    const { discovery, answers, asked, models } = world({ a: missing });
    await runs(discovery, 1);
    answers['a'] = listing('x');
    expect(await discovery.discover(url('a'))).toBe(true);
    expect(models('a')).toEqual(['x']);
    await runs(discovery, 1);
    expect(asked).toHaveLength(3);
  });

  it('keeps it out when that listing fails too', async () => {
    const { discovery } = world({ a: missing });
    await runs(discovery, 1);
    await expect(discovery.discover(url('a'))).rejects.toThrow('HTTP 404');
    expect(discovery.isDisabled(url('a'))).toBe(true);
  });

  it('tries it again after six intervals, and then waits anew', async () => {
    const { discovery, asked } = world({ a: missing });
    const clock = jest.spyOn(Date, 'now').mockReturnValue(1_000_000);
    await runs(discovery, 1);
    clock.mockReturnValue(1_000_000 + 6 * OPTIONS.interval - 1);
    await runs(discovery, 1);
    expect(asked).toHaveLength(1);
    clock.mockReturnValue(1_000_000 + 6 * OPTIONS.interval);
    await runs(discovery, 2);
    expect(asked).toHaveLength(2);
    clock.mockRestore();
  });

  it('gives an endpoint that was configured anew a new start', async () => {
    const { discovery, store, asked } = world({ a: missing });
    await runs(discovery, 1);
    store.replaceEndpoints([endpoint('a')]);
    await runs(discovery, 1);
    expect(asked).toHaveLength(2);
  });

  it('tries again within a run when the failure may pass, and counts the run once', async () => {
    const { discovery, asked } = world({ a: refused }, { retryAttempts: 3, retryBackoff: 1 });
    await runs(discovery, 4);
    expect(asked).toHaveLength(12);
    expect(discovery.isDisabled(url('a'))).toBe(false);
  });

  it('is content when a later attempt works', async () => {
    const { discovery, answers, models } = world({ a: refused }, { retryAttempts: 3, retryBackoff: 1 });
    answers['a'] = () => {
      answers['a'] = listing('x');
      return refused();
    };
    await discovery.runAll();
    expect(models('a')).toEqual(['x']);
  });
});

describe('ModelDiscovery.discover', () => {
  it('does nothing for an endpoint that nobody configured', async () => {
    const { discovery } = world({});
    expect(await discovery.discover('http://nowhere')).toBe(false);
  });

  it('lets no older listing overwrite a newer one', async () => {
    const { discovery, answers, models } = world({ a: listing() });
    let finishFirst!: (models: Model[]) => void;
    answers['a'] = () => new Promise((resolve) => (finishFirst = resolve));
    const first = discovery.discover(url('a'));
    answers['a'] = listing('new');
    expect(await discovery.discover(url('a'))).toBe(true);
    finishFirst([{ name: 'old' }]);
    expect(await first).toBe(false);
    expect(models('a')).toEqual(['new']);
  });
});

describe('ModelDiscovery over time', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('runs after every interval until it is stopped', async () => {
    const { discovery, asked } = world({ a: listing('x') });
    discovery.start();
    await jest.advanceTimersByTimeAsync(2 * OPTIONS.interval);
    expect(asked).toHaveLength(2);
    await discovery.stop();
    await discovery.stop();
    await jest.advanceTimersByTimeAsync(2 * OPTIONS.interval);
    expect(asked).toHaveLength(2);
  });

  it('refuses to start twice, and starts again after a stop', async () => {
    const { discovery, asked } = world({ a: listing('x') });
    discovery.start();
    expect(() => discovery.start()).toThrow('discovery service is already running');
    await discovery.stop();
    discovery.start();
    await jest.advanceTimersByTimeAsync(OPTIONS.interval);
    expect(asked).toHaveLength(1);
    await discovery.stop();
  });

  it('warns of a run that failed and goes on', async () => {
    const { discovery, answers, lines, models } = world({ a: refused });
    discovery.start();
    await jest.advanceTimersByTimeAsync(OPTIONS.interval);
    expect(lines).toContain('warn Regular discovery failed (endpoint unreachable)');
    answers['a'] = listing('x');
    await jest.advanceTimersByTimeAsync(OPTIONS.interval);
    expect(models('a')).toEqual(['x']);
    await discovery.stop();
  });

  it('follows a new interval, and takes five minutes for one that is none', async () => {
    const { discovery, live, asked, lines } = world({ a: listing('x') }, { interval: 0 });
    discovery.start();
    expect(lines).toEqual(['warn Discovery interval must be positive, using the default']);
    await jest.advanceTimersByTimeAsync(300_000);
    expect(asked).toHaveLength(1);
    live.set({ ...OPTIONS, interval: 1_000 });
    await jest.advanceTimersByTimeAsync(3_000);
    expect(asked).toHaveLength(4);
    await discovery.stop();
  });

  it('counts nothing against an endpoint whose listing it broke off', async () => {
    const { discovery, lines } = world({ a: refused }, { retryAttempts: 9, retryBackoff: 60_000 });
    const run = discovery.runAll();
    await Promise.resolve();
    await discovery.stop();
    await run;
    expect(lines.some((line) => line.startsWith('error'))).toBe(false);
    expect(await discovery.discover(url('a'))).toBe(false);
  });
});

describe('ModelDiscovery.look', () => {
  it('tells what an endpoint lists now, before its filter, and writes nothing', async () => {
    const { discovery, store, models } = world({ a: listing('x', 'y') });
    store.replaceEndpoints([endpoint('a', (name) => name === 'x')]);
    const version = store.fleet.version;
    expect(await discovery.look(url('a'))).toEqual([{ name: 'x' }, { name: 'y' }]);
    expect([store.fleet.version, models('a')]).toEqual([version, []]);
    expect(await discovery.look(url('gone'))).toBeUndefined();
  });

  it('finds out what an endpoint is whose type nobody knows, and tells what went wrong', async () => {
    const servers = { 'auto-a': server('ollama', listing('x')), 'auto-b': server('ollama', refused) };
    const { discovery } = world({ 'auto-a': listing(), 'auto-b': listing() }, {}, servers);
    expect(await discovery.look(url('auto-a'))).toEqual([{ name: 'x' }]);
    await expect(discovery.look(url('auto-b'))).rejects.toBeInstanceOf(DiscoveryFailure);
  });
});
