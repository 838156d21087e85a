import { ask } from '../support/ask.js';
import { Backend } from '../support/backend.js';
import { configuration, entry } from '../support/configuration.js';
import { dig } from '../support/dig.js';
import { configFile, OllaProcess, run, start } from '../support/olla.js';
import { freePort } from '../support/ports.js';
import { until } from '../support/until.js';

jest.setTimeout(30_000);

/** A line of this file and what has to be said of it: the path of the key and a piece of the explanation. */
type Line = readonly [text: string, path?: string, said?: RegExp];

const WRONG: readonly Line[] = [
  ['server:'],
  ['  port: 99999', 'server.port', /must be between 1 and 65535, got 99999/],
  ['  read_timeout: soon', 'server.read_timeout', /duration.*"soon"/],
  ['  request_logging: maybe', 'server.request_logging', /"maybe"/],
  ['  cors: { enabled: true, max_age: -1 }', 'cors', /max_age must be non-negative, got -1/],
  ['proxy:'],
  ['  engine: ola', 'proxy.engine', /unknown proxy implementation: ola.*"olla"/],
  ['  load_balancer: round-robbin', 'proxy.load_balancer', /round-robbin.*"round-robin"/],
  ['  read_timeout: 1.5', 'proxy.read_timeout', /got 1.5/],
  ['discovery:'],
  ['  static:'],
  ['    endpoints:'],
  ['      - name: a'],
  ['        url: http://localhost:1'],
  ['        type: olama', 'discovery.static.endpoints[0].type', /unsupported endpoint type: olama.*"ollama"/],
  ['      - name: b'],
  ['        url: http://localhost:2'],
  ['        check_interval: 500ms', 'discovery.static.endpoints[1].check_interval', /minimum 1s, got 500ms/],
  ['      - name: c'],
  ['        url: http://me:secret-word@localhost:3', 'discovery.static.endpoints[2].url', /credentials/],
  ['      - name: a', 'discovery.static.endpoints[3].name', /used twice/],
  ['        url: http://localhost:4'],
  ['        priority: -1', 'discovery.static.endpoints[3].priority', /must be non-negative, got -1/],
  ['model_aliases:'],
  ['  empty: []', 'model_aliases', /"empty" has no actual models/],
];

describe('a configuration with problems', () => {
  const file = configFile(WRONG.map(([text]) => text).join('\n'));
  let ended: Awaited<ReturnType<typeof run>>;

  beforeAll(async () => {
    ended = await run(['-c', file]);
  });

  const problems = WRONG.map(([text, path, said], i) => ({ line: i + 1, text: text.trim(), path, said }));

  it.each(problems.filter(({ path }) => path !== undefined))(
    'has line $line, "$text", told with its path, among all the others',
    ({ line, path, said }) => {
      const told = ended.stderr.split('\n').filter((row) => row.includes(`line ${line},`));
      expect(told.join('\n')).toContain(path);
      expect(told.join('\n')).toMatch(said!);
    },
  );

  it('ends with 1, names the file, and tells no secret', () => {
    expect(ended.code).toBe(1);
    expect(ended.stderr).toContain(file);
    expect(ended.stderr + ended.stdout).not.toContain('secret-word');
  });

  it.each([
    ['that is no YAML', 'server: [\n', /line \d+/],
    [
      'with a key that is there twice',
      'server:\n  port: 1\n  port: 2\n',
      /line 3.*"port" already defined at line 2/,
    ],
  ])('is refused when it is a file %s', async (_what, text, said) => {
    const { code, stderr } = await run(['-c', configFile(text)]);
    expect(code).toBe(1);
    expect(stderr).toMatch(said);
  });

  it('is refused when it is a file that is not there', async () => {
    const { code, stderr } = await run(['-c', '/nowhere/olla.yaml']);
    expect([code, stderr.includes('/nowhere/olla.yaml')]).toEqual([1, true]);
  });

  it('does not come so far as to listen', async () => {
    const port = await freePort();
    const config = { server: { host: '127.0.0.1', port }, proxy: { engine: 'ola' } };
    const olla = new OllaProcess(['-c', configFile(JSON.stringify(config))]);
    let answered = false;
    const watch = until('it has ended', async () => {
      answered ||= await ask(`http://127.0.0.1:${port}/internal/health`).then(
        () => true,
        () => false,
      );
      return !olla.running;
    });
    expect((await olla.exited).code).toBe(1);
    await watch;
    expect(answered).toBe(false);
    expect(olla.log()).not.toContain('Olla started');
  });

  it('is reported by --validate-config in the same words', async () => {
    const { code, stdout } = await run(['--validate-config', '-c', file]);
    expect(code).toBe(1);
    for (const { path, said } of problems) if (path && said) expect(stdout).toMatch(said);
  });
});

describe('a configuration without problems', () => {
  const backend = new Backend('sound', ['any']);

  beforeAll(() => backend.start());
  afterAll(() => backend.stop());

  it('may have keys that nobody knows: they are named in a warning', async () => {
    const { server, ...rest } = configuration([entry(backend)], { server: { prot: 1 } }) as {
      server: object;
    };
    const olla = await start({ server, ...rest, nonsense: { a: 1 } });
    expect(olla.log()).toContain('unknown key server.prot is ignored');
    expect(olla.log()).toContain('did you mean server.port?');
    expect(olla.log()).toContain('unknown key nonsense is ignored');
    expect((await ask(`${olla.url}/internal/health`)).status).toBe(200);
    await olla.kill();
  });

  it('gives way to the environment, where a value that is none leaves the file in charge', async () => {
    const port = await freePort();
    const config = configuration([entry(backend, { headers: { 'x-token': '${E2E_TOKEN}' } })], {
      server: { port: 1 },
      proxy: { engine: 'olla', load_balancer: 'priority' },
    });
    const olla = new OllaProcess(['-c', configFile(JSON.stringify(config))], {
      OLLA_SERVER_PORT: String(port),
      OLLA_SERVER_HOST: '127.0.0.1',
      OLLA_PROXY_ENGINE: 'sherpa',
      OLLA_PROXY_LOAD_BALANCER: '',
      OLLA_SERVER_MAX_BODY_SIZE: '1KB',
      OLLA_SERVER_READ_TIMEOUT: 'soon',
      E2E_TOKEN: 'from-outside',
    });
    const url = `http://127.0.0.1:${port}`;
    await until('it serves', async () => (await ask(`${url}/internal/health`)).status === 200, 20_000);
    const status = await ask(`${url}/internal/status`);
    expect(dig(status.json(), 'proxy')).toMatchObject({ engine: 'sherpa', balancer: 'priority' });
    expect((await ask(`${url}/olla/proxy/x`, { body: 'x'.repeat(1_025) })).status).toBe(413);
    expect((await ask(`${url}/olla/proxy/x`, { body: 'x'.repeat(1_000) })).status).toBe(200);
    expect(backend.requests[0]!.headers['x-token']).toBe('from-outside');
    await olla.kill();
  });

  it('is confirmed by --validate-config', async () => {
    const file = configFile(JSON.stringify(configuration([entry(backend)])));
    const { code, stdout } = await run(['--validate-config', '-c', file]);
    expect(code).toBe(0);
    expect(stdout).toContain('[OK]');
  });
});
