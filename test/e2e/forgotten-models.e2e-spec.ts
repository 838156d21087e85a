import { Simulator } from '../../src/simulator/index.js';
import { chat } from '../support/ask.js';
import { Backend } from '../support/backend.js';
import { refuses } from '../support/behaviours.js';
import { configuration, entry } from '../support/configuration.js';
import { type Olla, start } from '../support/olla.js';
import { endpointOf } from '../support/simulated-fleet.js';
import { until } from '../support/until.js';

const MODEL = 'shared:1b';
const OTHER = 'other:1b';
const STRIKES = 3;
const modelDiscovery = { enabled: true, interval: '1s' };

jest.setTimeout(30_000);

describe.each(['ollama', 'vllm', 'lm-studio', 'llamacpp', 'lemonade', 'docker-model-runner'] as const)(
  'a model that %s lists and has forgotten',
  (dialect) => {
    const first = new Simulator({ dialect, name: 'first', models: [MODEL, OTHER] });
    const second = new Simulator({ dialect, name: 'second', models: [MODEL] });
    let olla: Olla;

    beforeAll(async () => {
      const endpoints = [
        await endpointOf(first, 'own', { priority: 200 }),
        await endpointOf(second, 'own', { priority: 100 }),
      ];
      olla = await start(configuration(endpoints, { modelDiscovery }));
    });
    afterAll(async () => {
      await olla.kill();
      await Promise.all([first.kill(), second.kill()]);
    });

    const askedOfFirst = (): number => first.requests().models[MODEL] ?? 0;
    const listings = (): number => Object.values(first.requests().probes).reduce((sum, n) => sum + n, 0);

    it('is not asked of it any more after three such answers, although it goes on listing it', async () => {
      first.forget(MODEL);
      for (let i = 0; i < STRIKES; i++) await chat(olla.url, MODEL);
      expect(askedOfFirst()).toBe(STRIKES);
      const before = listings();
      await until('two more listings', () => listings() >= before + 2);
      for (let i = 0; i < STRIKES; i++) {
        const answer = await chat(olla.url, MODEL);
        expect(answer.status).toBe(200);
        expect(answer.header('x-olla-endpoint')).toBe('second');
      }
      expect(askedOfFirst()).toBe(STRIKES);
    });

    it('costs its other models nothing', async () => {
      const answer = await chat(olla.url, OTHER);
      expect(answer.status).toBe(200);
      expect(answer.header('x-olla-endpoint')).toBe('first');
    });
  },
);

describe('a 404 that is about something else', () => {
  const backend = new Backend('only', [MODEL]);
  let olla: Olla;

  beforeAll(async () => {
    await backend.start();
    olla = await start(configuration([entry(backend)], { modelDiscovery }));
  });
  afterAll(async () => {
    await olla.kill();
    await backend.stop();
  });

  it('costs the model nothing, however often it comes', async () => {
    backend.behaviour = refuses(404);
    for (let i = 1; i <= STRIKES + 2; i++) {
      expect((await chat(olla.url, MODEL)).text).toContain('backend said 404');
      expect(backend.requests).toHaveLength(i);
    }
  });
});
