import { readFileSync } from 'node:fs';
import { AdminClient } from '../support/admin-client.js';
import { chat } from '../support/ask.js';
import { Backend } from '../support/backend.js';
import { streams } from '../support/behaviours.js';
import { dig } from '../support/dig.js';
import { configFile, Olla } from '../support/olla.js';
import { freePort } from '../support/ports.js';
import { RawStream } from '../support/streams.js';
import { until } from '../support/until.js';

jest.setTimeout(30_000);

const MODEL = 'shared';

describe('endpoints, changed through the admin API', () => {
  const first = new Backend('first', [MODEL]);
  const second = new Backend('second', [MODEL, 'only-here']);
  let olla: Olla;
  let admin: AdminClient;
  let file: string;

  beforeEach(async () => {
    await Promise.all([first.start(), second.start()]);
    const port = await freePort();
    file = configFile(`# the fleet of this test
server: { host: 127.0.0.1, port: ${port} }
proxy: { load_balancer: priority }
discovery:
  static:
    endpoints:
      - url: ${first.url} # the first one
        name: first
        type: openai-compatible
        health_check_url: /health
        headers: { X-Team: secret-team }
`);
    olla = new Olla(port, ['-c', file]);
    admin = new AdminClient(olla.url);
    await until(
      'Olla answers',
      async () => (await chat(olla.url, MODEL).catch(() => undefined))?.status === 200,
      20_000,
    );
  });
  afterEach(async () => {
    await olla.kill();
    await Promise.all([first.stop(), second.stop()]);
  });

  const servedBy = async (model = MODEL): Promise<string> =>
    (await chat(olla.url, model)).header('x-olla-endpoint');
  const addSecond = (query = '') =>
    admin.tell(`endpoints${query}`, {
      body: { url: second.url, name: 'second', type: 'openai-compatible', priority: 900 },
    });

  it('a newcomer serves at once, until a restart', async () => {
    expect(await addSecond()).toMatchObject({
      persisted: false,
      generation: 2,
      changes: [{ path: `discovery.static.endpoints[${second.url}]` }],
      needs_restart: [],
      endpoint: { name: 'second' },
    });
    await until('the newcomer serves', async () => (await servedBy('only-here')) === 'second');
    expect(readFileSync(file, 'utf8')).not.toContain(second.url);
  });

  it('a change stays when it is to be kept, and the file keeps its comments', async () => {
    expect(await addSecond('?persist=true')).toMatchObject({ persisted: true });
    await admin.tell('endpoints/first?persist=true', { method: 'PATCH', body: { max_concurrent: 4 } });
    const text = readFileSync(file, 'utf8');
    expect(text).toContain('# the first one');
    expect(text).toContain('X-Team: secret-team');
    expect(text).toContain(second.url);
    expect(text).toContain('max_concurrent: 4');
    expect(olla.log()).not.toContain('secret-team');
  });

  it('who is removed finishes what is under way', async () => {
    await addSecond();
    await until('the newcomer serves', async () => (await servedBy()) === 'second');
    second.behaviour = streams({ frames: 30, everyMs: 30 });
    const stream = new RawStream(olla.url, { model: MODEL });
    await stream.seen(3);
    expect(await admin.tell('endpoints/second', { method: 'DELETE' })).toMatchObject({ in_flight: 1 });
    expect(await servedBy()).toBe('first');
    await stream.seen(30);
    expect(await stream.ended).toBe('whole');
  });

  it('who drains gets nothing new, a change of the configuration or not', async () => {
    await addSecond();
    await until('the newcomer serves', async () => (await servedBy()) === 'second');
    await admin.tell('endpoints/second/drain', { method: 'POST' });
    expect(await servedBy()).toBe('first');
    await admin.tell('endpoints/first', { method: 'PATCH', body: { priority: 7 } });
    expect(await servedBy()).toBe('first');
    await admin.tell('endpoints/second/resume', { method: 'POST' });
    expect(await servedBy()).toBe('second');
  });

  it('a breaker opens and closes by hand', async () => {
    await admin.tell('endpoints/first/breaker', { body: { state: 'open' } });
    expect((await chat(olla.url, MODEL)).status).toBe(503);
    await admin.tell('endpoints/first/breaker', { body: { state: 'closed' } });
    expect(await servedBy()).toBe('first');
  });

  it('a probe tells how it is now', async () => {
    first.health = 500;
    expect(dig(await admin.tell('endpoints/first/probe', { method: 'POST' }), 'status')).not.toBe('healthy');
    first.health = 200;
    expect(dig(await admin.tell('endpoints/first/probe', { method: 'POST' }), 'status')).toBe('healthy');
  });

  it('what the configuration would not accept changes nothing', async () => {
    const answer = await admin.ask('endpoints/first', { method: 'PATCH', body: { check_interval: '1ms' } });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('discovery.static.endpoints[0].check_interval');
    expect(await servedBy()).toBe('first');
  });

  it('a change made up from an old state is refused', async () => {
    const etag = (await admin.ask('endpoints/first')).header('etag');
    const change = (priority: number) =>
      admin.ask('endpoints/first', { method: 'PATCH', body: { priority }, headers: { 'if-match': etag } });
    expect((await change(1)).status).toBe(200);
    expect((await change(2)).status).toBe(412);
  });
});
