import OpenAI from 'openai';
import { Simulator } from '../index.js';

const CASES = [
  ['ollama', '/v1'],
  ['vllm', '/v1'],
  ['lm-studio', '/v1'],
  ['lemonade', '/api/v1'],
] as const;

describe.each(CASES)('responses of %s', (dialect, base) => {
  const simulator = new Simulator({ dialect, name: 'gpu-1', models: ['llama3.2:3b'] });
  const request = { model: 'llama3.2:3b', instructions: 'be brief', input: 'why is the sky blue' };
  let openai: OpenAI;

  beforeEach(async () => {
    const { url } = await simulator.start();
    openai = new OpenAI({ baseURL: url + base, apiKey: 'any', maxRetries: 0 });
  });
  afterEach(() => simulator.kill());

  it('are whole answers with figures that add up', async () => {
    const { output_text: text, status, usage } = await openai.responses.create(request);
    expect(status).toBe('completed');
    expect(text).toMatch(/^\[gpu-1\] \w/);
    expect(usage).toMatchObject({ input_tokens: 7, output_tokens: text.split(' ').length });
  });

  it('are the same answer in pieces', async () => {
    const whole = await openai.responses.create(request);
    let text = '';
    let last = '';
    for await (const event of await openai.responses.create({ ...request, stream: true })) {
      if (event.type === 'response.output_text.delta') text += event.delta;
      last = event.type;
    }
    expect(text).toBe(whole.output_text);
    expect(last).toBe('response.completed');
  });

  it('say when the limit cut them short', async () => {
    const short = await openai.responses.create({ ...request, max_output_tokens: 3 });
    expect(short).toMatchObject({
      status: 'incomplete',
      incomplete_details: { reason: 'max_output_tokens' },
    });
  });

  it('are refused without an input', async () => {
    await expect(openai.responses.create({ model: request.model })).rejects.toMatchObject({ status: 400 });
  });
});
