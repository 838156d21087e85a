import { Simulator } from '../../src/simulator/index.js';
import { chat } from '../support/ask.js';
import { configuration } from '../support/configuration.js';
import { listedModels } from '../support/listing.js';
import { type Olla, start } from '../support/olla.js';
import { endpointOf } from '../support/simulated-fleet.js';
import { until } from '../support/until.js';

jest.setTimeout(30_000);

describe.each(['ollama', 'vllm', 'lemonade', 'docker-model-runner'] as const)(
  'a model that vanishes from %s',
  (dialect) => {
    const changing = new Simulator({ dialect, name: 'changing', models: ['kept:1b', 'leaving:1b'] });
    const steady = new Simulator({ dialect, name: 'steady', models: ['steady:1b'] });
    let olla: Olla;

    beforeAll(async () => {
      const endpoints = [await endpointOf(changing), await endpointOf(steady)];
      olla = await start(configuration(endpoints, { modelDiscovery: { enabled: true, interval: '1s' } }));
    });
    afterAll(async () => {
      await olla.kill();
      await Promise.all([changing.kill(), steady.kill()]);
    });

    it('leaves with the next listing, as a new one comes', async () => {
      expect(await listedModels(olla)).toEqual(['kept:1b', 'leaving:1b', 'steady:1b']);
      expect((await chat(olla.url, 'leaving:1b')).status).toBe(200);
      changing.setModels(['kept:1b', 'new:1b']);
      await until('the next listing', async () => (await listedModels(olla)).includes('new:1b'));
      expect(await listedModels(olla)).toEqual(['kept:1b', 'new:1b', 'steady:1b']);
      const gone = await chat(olla.url, 'leaving:1b');
      expect(gone.status).toBe(404);
      expect(gone.header('x-olla-routing-reason')).toBe('model_not_found');
      for (const model of ['kept:1b', 'new:1b', 'steady:1b']) {
        expect((await chat(olla.url, model)).status).toBe(200);
      }
    });
  },
);
