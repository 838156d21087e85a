import { ask, chat } from '../support/ask.js';
import { Backend } from '../support/backend.js';
import { configuration, entry } from '../support/configuration.js';
import { dig } from '../support/dig.js';
import { endless, HostileList, listOf, whole } from '../support/hostile-list.js';
import { listedModels } from '../support/listing.js';
import { type Olla, start } from '../support/olla.js';
import { until } from '../support/until.js';

const MEBIBYTE = 1_048_576;
const GOOD = 'good-model';
const PADDED = { id: 'padded', object: 'model', description: 'x'.repeat(9 * MEBIBYTE) };
const names = Array.from({ length: 100_000 }, (_, i) => `many-${i}`);

/** What is sound in those lists. */
const SOUND = ['calm-model', 'short-model', 'fine-model', 'twice-model', 'proto-model', 'padded', GOOD];

const SERVERS = [
  new HostileList(
    'too-long',
    whole(JSON.stringify({ data: [{ id: 'huge', x: 'x'.repeat(11 * MEBIBYTE) }] })),
  ),
  new HostileList('just-short-enough', whole(JSON.stringify({ data: [PADDED] }))),
  new HostileList('too-many', whole(listOf(...names))),
  new HostileList('control', whole(listOf('evil\r\nX-Injected: 1', '\u0000', '\u001b[31mred', 'calm-model'))),
  new HostileList('long-names', whole(listOf('n'.repeat(1_000_000), 'short-model'))),
  new HostileList(
    'wrong-types',
    whole('{"data":[1,null,"x",[],{},{"id":5},{"id":{}},{"id":"fine-model","created":"soon"}]}'),
  ),
  new HostileList('no-list', whole('{"data":{"id":"object-model"}}')),
  new HostileList('twice', whole(listOf('twice-model', 'twice-model', 'Twice-Model', 'twice-model'))),
  new HostileList('prototype', whole(listOf('__proto__', 'constructor', 'toString', 'proto-model'))),
  new HostileList('html', whole('<html><body>Welcome</body></html>', 'text/html')),
  new HostileList('cut', whole('{"object":"list","data":[{"id":"cut-model"')),
  new HostileList('deep', whole(`{"data":${'['.repeat(100_000)}`)),
  new HostileList('endless', endless),
];

jest.setTimeout(60_000);

describe('hostile model lists', () => {
  const good = new Backend('good', [GOOD]);
  let olla: Olla;

  beforeAll(async () => {
    await Promise.all([good.start(), ...SERVERS.map((server) => server.start())]);
    const endpoints = [...SERVERS, good].map((server) => entry(server));
    const modelDiscovery = { enabled: true, interval: '1s', timeout: '1s', retry_attempts: 1 };
    olla = await start(configuration(endpoints, { modelDiscovery }));
    await until('every list was read', () => SERVERS.every(({ listings }) => listings > 0), 20_000);
    await until(
      'every list was taken over',
      async () => (await listedModels(olla)).includes('many-1'),
      10_000,
    );
  });
  afterAll(async () => {
    await olla.kill();
    await Promise.all([good.stop(), ...SERVERS.map((server) => server.stop())]);
  });

  it('cost the others neither their models nor their speed', async () => {
    const startedAt = performance.now();
    for (let i = 0; i < 20; i++) {
      const answer = await chat(olla.url, GOOD);
      expect(answer.status).toBe(200);
      expect(answer.header('x-olla-endpoint')).toBe('good');
    }
    expect(performance.now() - startedAt).toBeLessThan(5_000);
  });

  it('lose what is no name and keep what is one', async () => {
    const sound = async (): Promise<string[]> => {
      const all = await listedModels(olla);
      return SOUND.filter((id) => all.includes(id));
    };
    await until('every sound name', async () => (await sound()).length === SOUND.length).catch(
      () => undefined,
    );
    expect(await sound()).toEqual(SOUND);
    const listed = await listedModels(olla);
    for (const id of ['huge', 'x', '5', 'object-model', 'cut-model', 'first', 'drip-0']) {
      expect(listed).not.toContain(id);
    }
    expect(listed.filter((id) => /[\u0000-\u001f\u007f]/.test(id))).toEqual([]);
    expect(listed.filter((id) => id.length > 512)).toEqual([]);
    expect(listed.filter((id) => id.toLowerCase() === 'twice-model')).toHaveLength(1);
  });

  it('are cut to ten thousand names', async () => {
    const many = (await listedModels(olla)).filter((id) => id.startsWith('many-'));
    expect(many).toHaveLength(10_000);
    expect((await chat(olla.url, 'many-1')).header('x-olla-endpoint')).toBe('too-many');
  });

  it('leave every status page whole', async () => {
    for (const path of [
      '/internal/status',
      '/internal/status/endpoints',
      '/internal/status/models',
      '/olla/models',
    ]) {
      const answer = await ask(olla.url + path);
      expect(answer.status).toBe(200);
      expect(answer.json()).toEqual(expect.anything());
    }
    const endpoints = dig((await ask(`${olla.url}/internal/status`)).json(), 'endpoints');
    expect(endpoints).toHaveLength(SERVERS.length + 1);
  });

  it('are told about in the log, without an exception and without their content', async () => {
    expect(olla.log()).toContain('Model discovery failed (invalid response format)');
    expect(olla.log()).not.toContain('X-Injected');
    expect(olla.stderr).not.toMatch(/\bat .*\.js:\d+/);
    expect(olla.residentMb()).toBeLessThan(600);
  });
});
