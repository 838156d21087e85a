import { Simulator } from '../index.js';

const SMOL = 'ai/smollm2:135M-Q4_K_M';
const QWEN = 'ai/qwen3';

const simulator = new Simulator({ dialect: 'docker-model-runner', name: 'whale', models: [SMOL, QWEN] });
let url: string;

beforeEach(async () => ({ url } = await simulator.start()));
afterEach(() => simulator.kill());

const get = async (path: string): Promise<unknown> => (await fetch(url + path)).json();
const post = (path: string, body: unknown): Promise<Response> =>
  fetch(url + path, { method: 'POST', body: JSON.stringify(body) });
const chat = { model: SMOL, messages: [{ role: 'user', content: 'hello' }], max_tokens: 3 };

describe('docker-model-runner', () => {
  it('says at its root what it is', async () => {
    expect(await (await fetch(url)).text()).toContain('Docker Model Runner');
  });

  it('lists its models for OpenAI clients below each engine, and in a list of its own', async () => {
    for (const base of ['/engines', '/engines/llama.cpp', '/engines/vllm']) {
      expect(await get(`${base}/v1/models`)).toMatchObject({
        data: [
          { id: SMOL, owned_by: 'docker', dmr: { architecture: 'llama', context_window: 8_192 } },
          { id: QWEN, dmr: { architecture: 'qwen', parameters: '7.00 B' } },
        ],
      });
    }
    expect(await get('/models')).toMatchObject([{ tags: [SMOL] }, { tags: [`${QWEN}:latest`] }]);
    expect(await get(`/engines/v1/models/${SMOL}`)).toMatchObject({ id: SMOL });
  });

  it('answers as the file that it runs, with the timings of llama.cpp', async () => {
    for (const path of ['/engines/v1/chat/completions', '/engines/llama.cpp/v1/chat/completions']) {
      const answer = await (await post(path, chat)).json();
      expect(answer).toMatchObject({ model: 'model.gguf', timings: { predicted_n: 3 } });
    }
    expect(await get('/engines/ps')).toMatchObject([{ model_name: SMOL, mode: 'completion' }]);
    expect(simulator.requests().models).toMatchObject({ [SMOL]: expect.any(Number) });
  });

  it('takes a name without a tag for the latest', async () => {
    const response = await post('/engines/v1/chat/completions', { ...chat, model: `${QWEN}:latest` });
    expect(response.status).toBe(200);
  });

  it('answers Anthropic messages under a path of its own', async () => {
    const response = await post('/anthropic/v1/messages', chat);
    expect(await response.json()).toMatchObject({ type: 'message', usage: { output_tokens: 3 } });
    expect((await post('/v1/messages', chat)).status).toBe(404);
  });

  it('has nothing under /v1', async () => {
    expect((await post('/v1/chat/completions', chat)).status).toBe(404);
    expect((await fetch(`${url}/v1/models`)).status).toBe(404);
  });

  it('says in plain text what is wrong', async () => {
    const absent = await post('/engines/v1/chat/completions', { ...chat, model: 'absent' });
    expect(absent.status).toBe(404);
    expect(await absent.text()).toBe('model not found\n');
    const nonsense = await post('/engines/v1/chat/completions', { model: SMOL });
    expect(nonsense.status).toBe(400);
    expect(nonsense.headers.get('content-type')).toContain('text/plain');
  });
});
