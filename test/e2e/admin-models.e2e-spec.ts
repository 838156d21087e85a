import { AdminClient } from '../support/admin-client.js';
import { chat } from '../support/ask.js';
import { Backend } from '../support/backend.js';
import { configuration, entry } from '../support/configuration.js';
import { type Olla, start } from '../support/olla.js';

jest.setTimeout(30_000);

const MODEL = 'shared:8b';

describe('models, sessions and limits, seen and changed through the admin API', () => {
  const models = [MODEL, 'nomic-embed'];
  const a = new Backend('a', models);
  const b = new Backend('b', [MODEL]);
  let olla: Olla;
  let admin: AdminClient;

  beforeAll(async () => {
    await Promise.all([a.start(), b.start()]);
    const proxy = { sticky_sessions: { enabled: true, key_sources: ['session_header'] } };
    const limits = { models: [{ model: MODEL, requests_per_minute: 600 }] };
    olla = await start({
      ...configuration([entry(a), entry(b)], { proxy, modelAliases: { best: ['gone -> shared*'] } }),
      limits,
    });
    admin = new AdminClient(olla.url);
  });
  afterAll(async () => {
    await olla.kill();
    await Promise.all([a.stop(), b.stop()]);
  });

  it('shows who has which model, and what a name stands for', async () => {
    expect(await admin.tell('models?name=shared')).toMatchObject({
      total: 1,
      models: [{ endpoints: [{ endpoint: 'a', native_name: MODEL }, { endpoint: 'b' }] }],
    });
    expect(await admin.tell('models/resolve', { body: { model: 'BEST' } })).toMatchObject({
      kind: 'alias',
      alias: 'best',
      stages: [{ endpoints: [{ endpoint: 'a', native_name: MODEL }, { endpoint: 'b' }] }],
    });
  });

  it('reads the lists anew when it is asked to', async () => {
    models.push('brand-new');
    expect((await chat(olla.url, 'brand-new')).status).toBe(404);
    expect(await admin.tell('models/refresh', { body: { endpoint: 'a' } })).toMatchObject({
      endpoints: [{ name: 'a', models: 3 }],
    });
    expect((await chat(olla.url, 'brand-new')).status).toBe(200);
  });

  it('tries a filter out without changing anything', async () => {
    const { endpoints } = await admin.tell('models/dry-run', { body: { filter: { exclude: ['*embed'] } } });
    expect(endpoints).toMatchObject([
      { name: 'a', dropped: ['nomic-embed'] },
      { name: 'b', dropped: [] },
    ]);
    expect((await chat(olla.url, 'nomic-embed')).status).toBe(200);
  });

  it('drops sticky sessions, whose keys it never shows', async () => {
    const sticky = async (): Promise<string> =>
      (await chat(olla.url, MODEL, { headers: { 'x-olla-session-id': 'my-session' } })).header(
        'x-olla-sticky-session',
      );
    expect([await sticky(), await sticky()]).toEqual(['miss', 'hit']);
    const listed = await admin.tell('sticky');
    expect(listed).toMatchObject({
      enabled: true,
      total: 1,
      sessions: [{ endpoint: expect.stringMatching(/a|b/) }],
    });
    expect(JSON.stringify(listed)).not.toContain('my-session');
    expect(await admin.tell('sticky', { method: 'DELETE' })).toEqual({ dropped: 1 });
    expect(await sticky()).toBe('miss');
  });

  it('shows limits and lets a model start anew', async () => {
    await chat(olla.url, MODEL);
    expect(await admin.tell('limits')).toMatchObject({
      models: [{ key: MODEL, gauges: [{ capacity: 600 }] }],
    });
    expect(await admin.tell('limits/reset', { body: { kind: 'models', key: MODEL } })).toEqual({ reset: 1 });
  });
});
