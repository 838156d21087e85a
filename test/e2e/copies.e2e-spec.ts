import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Simulator, type SimulatorOptions } from '../../src/simulator/index.js';
import { AdminClient } from '../support/admin-client.js';
import { ask } from '../support/ask.js';
import { configuration } from '../support/configuration.js';
import { scratchFolder } from '../support/leftovers.js';
import { type Olla, start } from '../support/olla.js';
import { endpointOf, type ServerType } from '../support/simulated-fleet.js';
import { until } from '../support/until.js';

jest.setTimeout(60_000);

const MODELS = ['hot:7b', 'warm:7b', 'cold:7b'];
const LOAD_MS = 500;

const times = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make);
const server = (name: string, more: Partial<SimulatorOptions> = {}): Simulator =>
  new Simulator({
    ...{ dialect: 'ollama', name, models: MODELS, slots: 1, memoryModels: 2 },
    ...{ loadMs: LOAD_MS, ttftMs: 200, answerTokens: 4 },
    ...more,
  });
const inMemory = (simulator: Simulator): string[] =>
  simulator
    .state()
    .models.filter(({ state }) => state === 'loaded')
    .map(({ name }) => name);

describe('copies of models', () => {
  const servers: Simulator[] = [];
  let olla: Olla;
  let admin: AdminClient;

  async function begin(fleet: readonly Simulator[], more: object = {}): Promise<void> {
    servers.push(...fleet);
    const endpoints = await Promise.all(
      fleet.map((simulator) =>
        endpointOf(simulator, 'own', { check_interval: '1s', check_timeout: '900ms' }),
      ),
    );
    const config = configuration(endpoints, { proxy: { load_balancer: 'expected-wait' } });
    olla = await start({ ...config, ...more });
    admin = new AdminClient(olla.url);
  }
  const chat = (model: string, more: object = {}) =>
    ask(`${olla.url}/olla/openai/v1/chat/completions`, {
      body: JSON.stringify({ model, messages: [{ role: 'user', content: 'hi' }], ...more }),
      headers: { 'content-type': 'application/json' },
    });
  const orders = async () => (await admin.tell('copies'))['orders'] as Record<string, unknown>[];

  afterEach(async () => {
    await olla.kill();
    await Promise.all(servers.splice(0).map((simulator) => simulator.kill()));
  });

  it('are made before anybody asks, as often as the configuration wants, where it allows it', async () => {
    const [a, b, c] = [server('a'), server('b'), server('c')];
    await begin([a, b, c], {
      models: [
        { name: 'hot:7b', min_replicas: 2, never_on: ['b'] },
        { name: 'warm:7b', preload: true, only_on: ['b'], pin: true },
      ],
    });
    await until(
      'all are loaded',
      () => [a, c].every((one) => inMemory(one).includes('hot:7b')) && inMemory(b).includes('warm:7b'),
    );
    expect(inMemory(b)).toEqual(['warm:7b']);
    expect(new Set((await orders()).map(({ reason }) => reason))).toEqual(new Set(['policy']));
    const { copies } = await admin.tell('copies');
    expect(copies).toContainEqual(
      expect.objectContaining({ endpoint: 'b', model: 'warm:7b', state: 'loaded', pinned: true }),
    );
    expect(b.state().loads).toBe(1);
  });

  it('are made for those who wait, once it is worth it, and not more', async () => {
    const fleet = [server('a'), server('b')];
    await begin(fleet);
    await chat('hot:7b');
    const holder = fleet.find((one) => inMemory(one).length > 0)!;
    const other = fleet.find((one) => one !== holder)!;
    const answers = await Promise.all(times(30, () => chat('hot:7b')));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(other.state()).toMatchObject({ loads: 1 });
    expect(holder.state()).toMatchObject({ loads: 1 });
    const by = answers.map((answer) => answer.header('x-olla-endpoint'));
    expect(by.filter((name) => name === other.settings.name).length).toBeGreaterThan(5);
    expect(await orders()).toMatchObject([
      { kind: 'load', reason: 'waiting', state: 'done', model: 'hot:7b' },
    ]);
  });

  it('are as many at most as the configuration allows', async () => {
    const fleet = [server('a'), server('b')];
    await begin(fleet, { models: [{ name: 'hot*', max_replicas: 1 }] });
    await Promise.all(times(20, () => chat('hot:7b')));
    expect(fleet.reduce((sum, one) => sum + one.state().loads, 0)).toBe(1);
    expect(await orders()).toEqual([]);
  });

  it.each<[ServerType, Partial<SimulatorOptions>]>([
    ['ollama', {}],
    ['lm-studio', {}],
    ['lemonade', {}],
    ['llamacpp', {}],
  ])('are made and dropped by an operator: %s', async (dialect, more) => {
    const names = MODELS.map((name) => name.replace(':', '-'));
    const one = server('one', { dialect, models: names, ...more });
    await begin([one]);
    const order = (kind: string, model = names[2]!) =>
      admin.ask('copies', { body: { endpoint: 'one', model, kind } });
    const loaded = await order('load');
    expect(loaded.json()).toMatchObject({
      state: dialect === 'llamacpp' ? 'taken' : 'done',
      reason: 'operator',
    });
    await until('it is in memory', () => inMemory(one).includes(names[2]!));
    expect((await order('unload')).json()).toMatchObject({ kind: 'unload', state: 'done' });
    await until('it is gone', () => !inMemory(one).includes(names[2]!));
    expect((await order('load', 'nobody')).status).toBe(404);
    expect((await order('melt')).status).toBe(422);
  });

  it('cannot be ordered from a server that takes no orders', async () => {
    await begin([server('fixed', { dialect: 'vllm', models: ['only'] })]);
    const order = { endpoint: 'fixed', model: 'only', kind: 'load' };
    expect((await admin.ask('copies', { body: order })).status).toBe(409);
    expect((await admin.ask('copies', { body: { ...order, endpoint: 'gone' } })).status).toBe(404);
  });

  it('are counted with what was learned before a restart', async () => {
    const dir = path.join(scratchFolder(), 'kept');
    const one = server('one');
    await begin([one], { state: { dir } });
    await chat('hot:7b', { stream: true });
    await until('the load was learned', async () => {
      const { copies } = await admin.tell('copies');
      return ((copies as { load_ms: number }[])[0]?.load_ms ?? 9_999) < 4_000;
    });
    const learned = (await admin.tell('copies'))['copies'] as { load_ms: number }[];
    await olla.stop();
    expect(existsSync(path.join(dir, 'learned.json'))).toBe(true);
    expect(readFileSync(path.join(dir, 'learned.json'), 'utf8')).toContain('hot:7b');
    olla = await start({
      ...configuration([await endpointOf(one, 'own')], { proxy: { load_balancer: 'expected-wait' } }),
      state: { dir },
    });
    admin = new AdminClient(olla.url);
    await until('it is seen', async () => ((await admin.tell('copies'))['copies'] as object[]).length > 0);
    const again = (await admin.tell('copies'))['copies'] as { load_ms: number }[];
    expect(again[0]!.load_ms).toBeCloseTo(learned[0]!.load_ms, -1);
  });
});
