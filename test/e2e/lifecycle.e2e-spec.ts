import http from 'node:http';
import { createServer } from 'node:net';
import { ask, chat } from '../support/ask.js';
import { Backend } from '../support/backend.js';
import { streams } from '../support/behaviours.js';
import { configuration, entry } from '../support/configuration.js';
import { configFile, type Olla, OllaProcess, start } from '../support/olla.js';
import { freePort } from '../support/ports.js';
import { RawStream } from '../support/streams.js';
import { until, within } from '../support/until.js';

const MODEL = 'any';
const FRAMES = 24;

jest.setTimeout(30_000);

describe('the end of Olla', () => {
  const backend = new Backend('streaming', [MODEL]);
  let olla: Olla;

  const begin = async (server: object = {}, engine = 'olla'): Promise<void> => {
    olla = await start(configuration([entry(backend)], { server, proxy: { engine } }));
  };
  const stream = async (): Promise<RawStream> => {
    const opened = new RawStream(olla.url, { model: MODEL });
    await opened.seen(2);
    return opened;
  };

  beforeAll(async () => {
    await backend.start();
    backend.behaviour = streams({ frames: FRAMES, everyMs: 50 });
  });
  afterEach(() => olla.kill());
  afterAll(() => backend.stop());

  it('on SIGTERM takes no new connections, is not ready, lets streams finish, and exits with 0', async () => {
    await begin();
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
    const ready = (): Promise<number> =>
      ask(`${olla.url}/internal/health/ready`, { agent }).then(({ status }) => status);
    expect(await ready()).toBe(200);
    const open = await Promise.all([stream(), stream()]);
    olla.signal('SIGTERM');
    await until('new connections are refused', () => refused(olla.url));
    // On the connection that was open before: told, or closed.
    await expect(ready().catch(() => 503)).resolves.toBe(503);
    expect(await Promise.all(open.map(({ ended }) => ended))).toEqual(['whole', 'whole']);
    expect(open.map(({ frames }) => frames)).toEqual([FRAMES, FRAMES]);
    expect(await within('it exits', 2_000, olla.exited)).toEqual({ code: 0, signal: null });
    agent.destroy();
  });

  it.each(['olla', 'sherpa'])('cuts visibly what lasts longer than shutdown_timeout (%s)', async (engine) => {
    await begin({ shutdown_timeout: '500ms' }, engine);
    const open = await stream();
    const signalled = performance.now();
    olla.signal('SIGTERM');
    expect(await within('the stream ends', 3_000, open.ended)).toBe('cut');
    expect(open.frames).toBeLessThan(FRAMES);
    expect(open.payloads.at(-1)).toContain('"error"');
    expect(open.body).not.toContain('[DONE]');
    expect(await within('it exits', 3_000, olla.exited)).toEqual({ code: 0, signal: null });
    expect(performance.now() - signalled).toBeGreaterThan(450);
    expect(performance.now() - signalled).toBeLessThan(2_500);
  });

  it('comes at once with a second signal', async () => {
    await begin();
    const open = await stream();
    olla.signal('SIGTERM');
    await until('it has heard the first one', () => olla.log().includes('Shutdown signal received'));
    olla.signal('SIGTERM');
    const { signal } = await within('it exits', 1_000, olla.exited);
    expect(signal).toBeNull();
    expect(await open.ended).toBe('cut');
  });

  it('does not come of SIGHUP: streams and new requests go on', async () => {
    await begin();
    const open = await stream();
    olla.signal('SIGHUP');
    await until('it has heard', () => /SIGHUP|reload/i.test(olla.log()));
    const next = await stream();
    expect([await open.ended, await next.ended]).toEqual(['whole', 'whole']);
    expect(olla.running).toBe(true);
  });

  it('on SIGINT waits for nobody who asks for nothing', async () => {
    await begin();
    const agent = new http.Agent({ keepAlive: true });
    await Promise.all(Array.from({ length: 20 }, () => ask(`${olla.url}/internal/health`, { agent })));
    const asked = performance.now();
    expect(await olla.stop('SIGINT')).toEqual({ code: 0, signal: null });
    expect(performance.now() - asked).toBeLessThan(1_500);
    agent.destroy();
  });
});

describe('the start of Olla', () => {
  it('fails with a clear message when its port is taken', async () => {
    const port = await freePort();
    const other = createServer().listen(port, '127.0.0.1');
    const text = JSON.stringify({ ...configuration([]), server: { host: '127.0.0.1', port } });
    const olla = new OllaProcess(['-c', configFile(text)]);
    expect(await within('it exits', 10_000, olla.exited)).toEqual({ code: 1, signal: null });
    expect(olla.log()).toContain(`failed to bind 127.0.0.1:${port}`);
    expect(olla.log()).toContain('address already in use');
    other.close();
  });

  it('without a backend says what it looked for and how to go on, and takes it in when it comes', async () => {
    const late = new Backend('late', [MODEL]);
    late.port = await freePort();
    const olla = await start(configuration([entry(late, { type: 'vllm' })]));
    await until('it says so', () => olla.log().includes('No backend has answered yet'));
    expect(olla.log()).toContain(`late: ${late.url}`);
    expect(olla.log()).toContain('olla demo');
    expect((await ask(`${olla.url}/internal/health`)).status).toBe(200);
    expect((await ask(`${olla.url}/internal/health/ready`)).status).toBe(503);
    expect((await chat(olla.url, MODEL)).status).toBeGreaterThanOrEqual(404);
    await late.start();
    await until('it serves', async () => (await chat(olla.url, MODEL)).status === 200, 3_000);
    expect((await ask(`${olla.url}/internal/health/ready`)).status).toBe(200);
    await olla.kill();
    await late.stop();
  });

  it('without a file looks for the local Ollama, and says so', async () => {
    const port = await freePort();
    const olla = new OllaProcess([], { OLLA_SERVER_PORT: String(port) });
    await until(
      'it serves',
      async () => (await ask(`http://127.0.0.1:${port}/internal/health`)).status === 200,
      20_000,
    );
    expect(olla.log()).toContain('http://localhost:11434');
    expect(await olla.stop()).toEqual({ code: 0, signal: null });
  });
});

/** Does nobody accept a new connection? */
async function refused(url: string): Promise<boolean> {
  try {
    await ask(`${url}/internal/health`);
    return false;
  } catch {
    return true;
  }
}
