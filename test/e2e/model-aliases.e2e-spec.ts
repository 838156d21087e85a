import { Simulator } from '../../src/simulator/index.js';
import { chat } from '../support/ask.js';
import { configuration } from '../support/configuration.js';
import { dig } from '../support/dig.js';
import { speakerOf } from '../support/listing.js';
import { type Olla, start } from '../support/olla.js';
import { endpointOf } from '../support/simulated-fleet.js';

const ON_DESK = 'llama3.2:latest';
const ON_RACK = 'meta-llama/Llama-3.2-3B-Instruct';
const ALIAS = 'House-Model';

jest.setTimeout(30_000);

describe.each(['olla', 'sherpa'])('a model alias (%s)', (engine) => {
  const desk = new Simulator({ dialect: 'vllm', name: 'desk', models: [ON_DESK] });
  const rack = new Simulator({ dialect: 'vllm', name: 'rack', models: [ON_RACK] });
  let olla: Olla;

  beforeAll(async () => {
    const endpoints = [await endpointOf(desk), await endpointOf(rack)];
    const proxy = { engine, load_balancer: 'round-robin' };
    const modelAliases = { [ALIAS]: [ON_DESK, ON_RACK], 'half-there': ['nowhere', ON_RACK] };
    olla = await start(configuration(endpoints, { proxy, modelAliases }));
  });
  afterAll(async () => {
    await olla.kill();
    await Promise.all([desk.kill(), rack.kill()]);
  });

  it('is served by each endpoint under its own name', async () => {
    const speakers: string[] = [];
    for (let i = 0; i < 4; i++) {
      const answer = await chat(olla.url, ALIAS);
      expect(answer.status).toBe(200);
      expect(answer.header('x-olla-routing-strategy')).toBe('alias');
      expect(answer.header('x-olla-routing-reason')).toBe(`alias "${ALIAS}" resolved to 2 endpoint(s)`);
      speakers.push(speakerOf(String(dig(answer.json(), 'choices', 0, 'message', 'content'))));
    }
    expect(speakers.toSorted()).toEqual(['desk', 'desk', 'rack', 'rack']);
    expect(desk.requests().models).toEqual({ [ON_DESK]: 2 });
    expect(rack.requests().models).toEqual({ [ON_RACK]: 2 });
  });

  it('is found whatever its case, in a stream as well', async () => {
    const answer = await chat(olla.url, 'HOUSE-MODEL', { more: { stream: true } });
    expect(answer.status).toBe(200);
    expect(answer.text).toContain('data: [DONE]');
  });

  it('goes to whoever has one of its models', async () => {
    for (let i = 0; i < 3; i++) {
      const answer = await chat(olla.url, 'half-there');
      expect(speakerOf(String(dig(answer.json(), 'choices', 0, 'message', 'content')))).toBe('rack');
    }
  });
});
