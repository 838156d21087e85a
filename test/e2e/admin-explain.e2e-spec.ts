import { AdminClient } from '../support/admin-client.js';
import { chat } from '../support/ask.js';
import { Backend } from '../support/backend.js';
import { configuration, entry } from '../support/configuration.js';
import { dig } from '../support/dig.js';
import { type Olla, start } from '../support/olla.js';

jest.setTimeout(30_000);

const PATH = '/olla/openai/v1/chat/completions';

describe('the admin API explains where a request would go', () => {
  const first = new Backend('first', ['shared', 'only-first']);
  const second = new Backend('second', ['shared', 'only-second']);
  let olla: Olla;
  let admin: AdminClient;

  const verdicts = (told: unknown): Record<string, string> =>
    Object.fromEntries(
      (dig(told, 'endpoints') as { name: string; verdict: string; code?: string }[]).map(
        ({ name, verdict, code }) => [name, code ? `${verdict}: ${code}` : verdict],
      ),
    );
  const explain = (question: object): Promise<Record<string, unknown>> =>
    admin.tell('routing/explain', { body: { path: PATH, ...question } });

  beforeAll(async () => {
    await Promise.all([first.start(), second.start()]);
    const access = {
      authenticator: 'none',
      keys: [{ name: 'kept', key: 'a-key-of-sixteen-characters', models: ['shared'], endpoints: ['second'] }],
    };
    const endpoints = [
      entry(first, { priority: 900, max_concurrent: 5 }),
      entry(second),
      { name: 'gone', url: 'http://127.0.0.1:9', type: 'openai-compatible', check_interval: '30s' },
    ];
    olla = await start({
      ...configuration(endpoints, {
        proxy: { sticky_sessions: { enabled: true, key_sources: ['session_header'] } },
        modelAliases: { best: ['only-second'] },
      }),
      access,
    });
    admin = new AdminClient(olla.url);
  });
  afterAll(async () => {
    await olla.kill();
    await Promise.all([first.stop(), second.stop()]);
  });

  it('every endpoint with its verdict, and the one that a real request goes to', async () => {
    const told = await explain({ model: 'shared' });
    expect(told).toMatchObject({
      outcome: 'forwarded',
      summary: 'goes to first',
      chosen: 'first',
      model: 'shared',
      provider: 'openai',
      load_balancer: 'priority',
      decision: { action: 'routed' },
    });
    expect(verdicts(told)).toEqual({ first: 'chosen', second: 'standby', gone: 'excluded: status' });
    expect((await chat(olla.url, 'shared')).header('x-olla-endpoint')).toBe('first');
  });

  it('sends nothing and counts nothing', async () => {
    const before = await admin.tell('sticky');
    const asked = first.requests.length;
    for (let time = 0; time < 5; time++) {
      await explain({ model: 'shared', headers: { 'X-Olla-Session-ID': 'talk' } });
    }
    expect(first.requests.length).toBe(asked);
    expect(await admin.tell('sticky')).toEqual(before);
  });

  it('who lacks the model, and what an alias becomes', async () => {
    const told = await explain({ model: 'best' });
    expect(told).toMatchObject({ chosen: 'second', decision: { strategy: 'alias' } });
    expect(verdicts(told)).toEqual({ first: 'excluded: model', second: 'chosen', gone: 'excluded: status' });
    expect(dig(told, 'endpoints', '1', 'model_name')).toBe('only-second');
  });

  it('what a key may not do', async () => {
    expect(verdicts(await explain({ model: 'shared', key: 'kept' }))).toEqual({
      first: 'excluded: caller',
      second: 'chosen',
      gone: 'excluded: status',
    });
    const refused = await explain({ model: 'only-first', key: 'kept' });
    expect(refused).toMatchObject({ outcome: 'refused', status: 403 });
    const unknown = await admin.ask('routing/explain', { body: { path: PATH, key: 'nobody' } });
    expect(unknown.status).toBe(404);
  });

  it('to what endpoint a conversation is pinned', async () => {
    const headers = { 'X-Olla-Session-ID': 'a-long-talk' };
    await chat(olla.url, 'only-second', { headers });
    const told = await explain({ model: 'only-second', headers });
    expect(told).toMatchObject({
      chosen: 'second',
      sticky: { source: 'session_header', pinned_to: 'second' },
    });
  });

  it('an endpoint that is drained or whose breaker is open', async () => {
    await admin.tell('endpoints/first/drain', { method: 'POST' });
    expect(verdicts(await explain({ model: 'shared' }))).toMatchObject({
      first: 'excluded: draining',
      second: 'chosen',
    });
    await admin.tell('endpoints/first/resume', { method: 'POST' });
    await admin.tell('endpoints/first/breaker', { body: { state: 'open' } });
    expect(verdicts(await explain({ model: 'only-first' }))).toMatchObject({ first: 'hindered: breaker' });
    await admin.tell('endpoints/first/breaker', { body: { state: 'closed' } });
  });

  it('an unknown model, a path that Olla answers itself, and one that it does not know', async () => {
    expect(await explain({ model: 'nobody-has-it' })).toMatchObject({ outcome: 'refused', status: 404 });
    expect(await explain({ path: '/olla/openai/v1/models', method: 'GET' })).toMatchObject({
      outcome: 'answered',
    });
    expect(await explain({ path: '/olla/nothing/here' })).toMatchObject({ outcome: 'refused', status: 404 });
    const outside = await admin.ask('routing/explain', { body: { path: '/internal/status' } });
    expect(outside.status).toBe(422);
  });
});
