import { createServer } from 'node:net';
import { ask, chat } from '../support/ask.js';
import { Backend } from '../support/backend.js';
import { streams } from '../support/behaviours.js';
import { configuration, entry } from '../support/configuration.js';
import { configFile, type Olla, OllaProcess, run, start } from '../support/olla.js';
import { freePort } from '../support/ports.js';
import { RawStream } from '../support/streams.js';
import { until, within } from '../support/until.js';

jest.setTimeout(30_000);

const MODEL = 'any';

type LogLine = Readonly<Record<string, unknown>>;

const lines = (stdout: string): LogLine[] =>
  stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as LogLine);
const messages = (stdout: string): unknown[] => lines(stdout).map(({ msg }) => msg);

describe('the log of a start and a stop', () => {
  let olla: Olla;
  const backend = new Backend('near', [MODEL]);

  beforeAll(() => backend.start());
  afterEach(() => olla.kill());
  afterAll(() => backend.stop());

  const begin = async (more: object = {}, env: Readonly<Record<string, string>> = {}): Promise<void> => {
    const { server, ...others } = more as { server?: object };
    olla = await start({ ...configuration([entry(backend)], { server: server ?? {} }), ...others }, { env });
  };

  it('is in order, and nothing but JSON', async () => {
    await begin();
    await until('it has told of its start', () => olla.stdout.includes('Olla started'));
    await olla.stop();
    const wanted = [
      'Initialising',
      'System Configuration',
      'Loaded configuration',
      'Security service initialised',
      'Endpoint registered',
      'Discovery service initialised',
      'HTTP server listening',
      'Olla started, waiting for requests...',
      'Shutdown signal received',
      'Stopping Services...',
      '[ OK ] Stopping http',
      '[ OK ] Stopping proxy',
      '[ OK ] Stopping discovery',
      '[ OK ] Stopping security',
      '[ OK ] Stopping stats',
      'Stopping Services...Done!',
      'Cleaned up',
      'Olla has shutdown',
    ];
    const told = messages(olla.stdout).filter((message) => wanted.includes(String(message)));
    expect(told).toEqual(wanted);
    expect(olla.stderr).toBe('');
    const facts = new Map(lines(olla.stdout).map((line) => [line['msg'], line]));
    expect(facts.get('Initialising')).toMatchObject({ version: expect.stringMatching(/^v/), pid: olla.pid });
    expect(facts.get('Security service initialised')).toMatchObject({
      globalRateLimit: 0,
      perIPRateLimit: 0,
    });
    expect(facts.get('Discovery service initialised')).toMatchObject({ type: 'static', endpoints: 1 });
    expect(facts.get('Cleaned up')).toMatchObject({ duration: expect.any(Number) });
    expect(facts.get('Olla has shutdown')).toMatchObject({ uptime: expect.stringMatching(/^\d+s$/) });
  });

  it('has a banner and tables for people', async () => {
    await begin({ logging: { format: 'text' } });
    await until('it has told where it is', () => olla.stdout.includes('Ctrl-C'));
    expect(olla.stderr).toContain('│');
    expect(olla.stdout).toMatch(/PRI +NAME +TYPE +URL/);
    expect(olla.stdout).toMatch(/^time=\S+ level=INFO msg=Initialising /);
  });

  it('tells the time as it is asked to', async () => {
    await begin({ logging: { format: 'json', time_format: 'rfc3339' } });
    expect(lines(olla.stdout)[0]!['timestamp']).toMatch(
      /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}(Z|[+-]\d\d:\d\d)$/,
    );
  });

  it('ends with figures of the run time when asked', async () => {
    await begin({ engineering: { show_nerdstats: true } });
    await olla.stop();
    const told = messages(olla.stdout);
    const groups = told.slice(told.indexOf('Stopping Services...Done!') + 1, told.indexOf('Cleaned up'));
    expect(groups[0]).toBe('Process Memory Stats');
    expect(groups.at(-1)).toBe('Process Health Summary');
    expect(groups).toHaveLength(7);
  });
});

describe('a stop with server.shutdown_delay', () => {
  const backend = new Backend('near', [MODEL]);
  let olla: Olla;

  beforeAll(async () => {
    await backend.start();
    olla = await start(configuration([entry(backend)], { server: { shutdown_delay: '1500ms' } }));
  });
  afterAll(async () => {
    await olla.kill();
    await backend.stop();
  });

  it('is not ready at once, goes on serving new connections, and then drains', async () => {
    olla.signal('SIGTERM');
    await until(
      'it is not ready',
      async () => (await ask(`${olla.url}/internal/health/ready`)).status === 503,
    );
    expect((await chat(olla.url, MODEL)).status).toBe(200);
    backend.behaviour = streams({ frames: 40, everyMs: 50 });
    const late = new RawStream(olla.url, { model: MODEL });
    await late.seen(2);
    expect(await late.ended).toBe('whole');
    expect(await within('it exits', 5_000, olla.exited)).toEqual({ code: 0, signal: null });
  });
});

describe('a start that fails', () => {
  it('says at which service, and stops what has started', async () => {
    const port = await freePort();
    const other = createServer().listen(port, '127.0.0.1');
    const text = JSON.stringify({ ...configuration([]), server: { host: '127.0.0.1', port } });
    const olla = new OllaProcess(['-c', configFile(text)]);
    expect(await within('it exits', 10_000, olla.exited)).toEqual({ code: 1, signal: null });
    other.close();
    const last = lines(olla.stdout).at(-1);
    expect(last).toMatchObject({
      level: 'ERROR',
      msg: 'Failed to create and start service manager',
      error: expect.stringContaining(
        `failed to start services: failed to start service http: failed to bind 127.0.0.1:${port}: `,
      ),
    });
    expect(messages(olla.stdout)).toContain('[ OK ] Stopping discovery');
  });

  it('over its configuration says so in one record, in the format that the environment asks for', async () => {
    const args = ['-c', configFile('proxy: {engine: turbo}')];
    const people = await run(args);
    expect(people.code).toBe(1);
    expect(people.stdout).toMatch(/level=INFO msg=Initialising /);
    expect(people.stdout).toMatch(/level=ERROR msg="Failed to load configuration" error=".*turbo/);
    expect(people.stderr).toContain('turbo');
    const machines = await run(args, { OLLA_PRETTY_LOGS: 'false' });
    expect(lines(machines.stdout).at(-1)).toMatchObject({
      level: 'ERROR',
      msg: 'Failed to load configuration',
      error: expect.stringContaining('turbo'),
    });
    expect(machines.stderr).not.toContain('│');
  });
});
