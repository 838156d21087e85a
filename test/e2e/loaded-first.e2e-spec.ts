import { Simulator } from '../../src/simulator/index.js';
import { ask, chat } from '../support/ask.js';
import { configuration } from '../support/configuration.js';
import { type Olla, start } from '../support/olla.js';
import { endpointOf } from '../support/simulated-fleet.js';
import { until } from '../support/until.js';

const MODEL = 'llama3.2:latest';
const ROUNDS = 6;
const HEARD_MS = 15_000;

jest.setTimeout(60_000);

/** Has the server load the model, or with 0 let go of it. */
const keep = async (simulator: Simulator, url: string, keepAlive: number): Promise<void> => {
  const body = JSON.stringify({ model: MODEL, prompt: '', keep_alive: keepAlive });
  await ask(`${url}/api/generate`, { body });
  const expected = keepAlive === 0 ? 'not-loaded' : 'loaded';
  expect(simulator.state().models[0]).toMatchObject({ state: expected });
};

describe.each(['least-connections', 'round-robin'])('of two Ollama servers (%s)', (strategy) => {
  const left = new Simulator({ dialect: 'ollama', name: 'left', models: [MODEL] });
  const right = new Simulator({ dialect: 'ollama', name: 'right', models: [MODEL] });
  let olla: Olla;
  let leftUrl: string;
  let rightUrl: string;

  beforeAll(async () => {
    const endpoints = [await endpointOf(left), await endpointOf(right)];
    [leftUrl, rightUrl] = endpoints.map(({ url }) => String(url)) as [string, string];
    await keep(right, rightUrl, -1);
    olla = await start(configuration(endpoints, { proxy: { load_balancer: strategy } }));
  });
  afterAll(async () => {
    await olla.kill();
    await Promise.all([left.kill(), right.kill()]);
  });

  const heard = async (): Promise<void> => {
    const polls = (simulator: Simulator): number => simulator.requests().probes['/api/ps'] ?? 0;
    const before = [polls(left), polls(right)] as const;
    await until(
      'both have told what they hold',
      () => polls(left) > before[0] && polls(right) > before[1],
      HEARD_MS,
    );
  };
  const served = async (): Promise<Set<string>> => {
    const by = new Set<string>();
    for (let i = 0; i < ROUNDS; i++) by.add((await chat(olla.url, MODEL)).header('x-olla-endpoint'));
    return by;
  };

  it('the one that holds the model is preferred, and the other one once it does', async () => {
    await heard();
    expect([...(await served())]).toEqual(['right']);
    expect(left.requests().totals.generations).toBe(0);
    await keep(right, rightUrl, 0);
    await keep(left, leftUrl, -1);
    await heard();
    expect([...(await served())]).toEqual(['left']);
  });
});
