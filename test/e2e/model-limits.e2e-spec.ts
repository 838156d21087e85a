import { Simulator } from '../../src/simulator/index.js';
import { chat } from '../support/ask.js';
import { answers, Backend } from '../support/backend.js';
import { configuration, entry } from '../support/configuration.js';
import { dig } from '../support/dig.js';
import { type Olla, start } from '../support/olla.js';
import { until } from '../support/until.js';

jest.setTimeout(30_000);

describe('the limits of a model', () => {
  const backend = new Backend('gpu', ['busy', 'rare', 'rare-too', 'free']);
  const simulator = new Simulator({ dialect: 'openai', models: ['counted'], answerTokens: 30 });
  let olla: Olla;

  beforeAll(async () => {
    await backend.start();
    const { url } = await simulator.start();
    const models = [
      { model: 'busy', max_concurrent: 1 },
      { model: 'counted', tokens_per_minute: 20 },
      { model: '*rare*', requests_per_minute: 1 },
    ];
    olla = await start({
      ...configuration([entry(backend), entry({ name: 'sim', url })], {
        modelAliases: { 'also-rare': ['free'] },
      }),
      limits: { models },
    });
  });
  afterAll(async () => {
    await olla.kill();
    await simulator.kill();
    await backend.stop();
  });

  it('let so many of its requests be answered at once', async () => {
    const asked = backend.requests.length;
    let release = (): void => undefined;
    backend.behaviour = (response, request) => (release = () => answers()(response, request));
    const held = chat(olla.url, 'busy');
    await until('it is asked', () => backend.requests.length === asked + 1);
    const refused = await chat(olla.url, 'BUSY');
    expect([refused.status, refused.header('retry-after')]).toEqual([429, '1']);
    expect(dig(refused.json(), 'error')).toMatchObject({
      message: "The limit of 1 request at once for the model 'busy' is used up",
      type: 'rate_limit_error',
    });
    expect(backend.requests).toHaveLength(asked + 1);
    backend.behaviour = answers();
    release();
    expect((await held).status).toBe(200);
    expect((await chat(olla.url, 'busy')).status).toBe(200);
  });

  it('are free again when a client left or a backend failed', async () => {
    backend.behaviour = (response) => response.destroy();
    expect((await chat(olla.url, 'busy')).status).toBe(502);
    backend.behaviour = () => undefined;
    const left = new AbortController();
    const leaving = chat(olla.url, 'busy', { signal: left.signal });
    setTimeout(() => left.abort(), 100);
    await leaving.catch(() => undefined);
    backend.behaviour = answers();
    await until('it is free', async () => (await chat(olla.url, 'busy')).status === 200);
  });

  it('let so many of its requests through in a minute, each name counted by itself', async () => {
    for (const model of ['rare', 'rare-too', 'also-rare']) {
      const first = await chat(olla.url, model);
      expect(first.status).toBe(200);
      expect(first.header('ratelimit-policy')).toBe('"model";q=1;w=60');
      const refused = await chat(olla.url, model);
      expect(refused.status).toBe(429);
      expect(Number(refused.header('retry-after'))).toBeGreaterThan(55);
      expect(refused.header('ratelimit')).toMatch(/^"model";r=0;t=\d+$/);
    }
  });

  it('count the tokens that its answers told', async () => {
    const first = await chat(olla.url, 'counted');
    const seconds = ((dig(first.json(), 'usage', 'total_tokens') as number) - 20 + 1) * 3;
    const refused = await chat(olla.url, 'counted');
    expect(refused.status).toBe(429);
    expect(Math.abs(Number(refused.header('retry-after')) - seconds)).toBeLessThan(4);
  });

  it('are of no concern to other models, nor to names that do not exist', async () => {
    const free = await Promise.all(Array.from({ length: 5 }, () => chat(olla.url, 'free')));
    expect(free.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect((await chat(olla.url, 'rare-and-invented')).status).toBe(404);
  });
});
