import { Simulator, type DialectName, type SimulatorOptions } from '../index.js';

const running: Simulator[] = [];

async function start(dialect: DialectName, options: Partial<SimulatorOptions> = {}): Promise<string> {
  const simulator = new Simulator({ dialect, name: 'gpu-1', models: ['llama3.2:3b'], ...options });
  running.push(simulator);
  return (await simulator.start()).url;
}

const get = async (url: string): Promise<unknown> => (await fetch(url)).json();
const post = (url: string, body: unknown, signal?: AbortSignal): Promise<Response> =>
  fetch(url, { method: 'POST', body: JSON.stringify(body), signal: signal ?? null });
const chat = { model: 'llama3.2:3b', messages: [{ role: 'user', content: 'hello' }] };
const eventually = async (check: () => Promise<boolean>): Promise<void> => {
  while (!(await check())) await new Promise((resolve) => setTimeout(resolve, 5));
};

afterEach(async () => {
  await Promise.all(running.splice(0).map((simulator) => simulator.kill()));
});

describe('llamacpp', () => {
  it('tells of its slots while they work', async () => {
    const url = await start('llamacpp', { slots: 1, tokensPerSecond: 10, answerTokens: 50 });
    expect(await get(`${url}/slots`)).toMatchObject([{ id: 0, is_processing: false }]);
    const client = new AbortController();
    const leaving = post(`${url}/v1/chat/completions`, chat, client.signal).catch(() => 'left');
    await eventually(async () => (await fetch(`${url}/slots?fail_on_no_slot=1`)).status === 503);
    expect(await get(`${url}/slots`)).toMatchObject([{ is_processing: true, params: { n_predict: 50 } }]);
    expect(await (await fetch(`${url}/metrics`)).text()).toContain('llamacpp:requests_processing 1\n');
    client.abort();
    expect(await leaving).toBe('left');
    await eventually(async () => (await fetch(`${url}/slots?fail_on_no_slot=1`)).status === 200);
  });

  it('answers 503 on every route while its one model loads', async () => {
    const url = await start('llamacpp', { loadMs: 60_000 });
    for (const path of ['/health', '/v1/models', '/props']) {
      const response = await fetch(url + path);
      expect(response.status).toBe(503);
      expect(await response.json()).toMatchObject({ error: { code: 503, message: 'Loading model' } });
    }
    expect((await post(`${url}/v1/chat/completions`, chat)).headers.get('server')).toBe('llama.cpp');
  });

  it('has two lists for one model, and states for several', async () => {
    expect(await get(`${await start('llamacpp')}/v1/models`)).toMatchObject({
      models: [{ name: 'llama3.2:3b' }],
      data: [{ id: 'llama3.2:3b', meta: { n_ctx_train: 131_072 } }],
    });
    const url = await start('llamacpp', { models: ['a', 'b'] });
    await post(`${url}/v1/chat/completions`, { ...chat, model: 'b' });
    expect(await get(`${url}/v1/models`)).toMatchObject({
      data: [
        { id: 'a', status: { value: 'unloaded' } },
        { id: 'b', status: { value: 'loaded' } },
      ],
    });
  });

  it('completes in its own way, whole and streamed without [DONE], and needs no model name', async () => {
    const url = await start('llamacpp');
    const whole = await (await post(`${url}/completion`, { prompt: 'one two', n_predict: 2 })).json();
    expect(whole).toMatchObject({ tokens_predicted: 2, tokens_evaluated: 2, stop_type: 'limit' });
    expect(whole).toMatchObject({ timings: { predicted_n: 2 }, stop: true });
    const text = await (
      await post(`${url}/completion`, { prompt: 'one two', n_predict: 2, stream: true })
    ).text();
    expect(text.match(/^data: /gm)).toHaveLength(3);
    expect(text).not.toContain('[DONE]');
    expect(await get(`${url}/props`)).toMatchObject({ total_slots: 4 });
    expect(await (await post(`${url}/tokenize`, { content: 'a b a' })).json()).toMatchObject({
      tokens: [expect.any(Number), expect.any(Number), expect.any(Number)],
    });
  });
});

describe('vllm', () => {
  it('shows running and waiting requests in its metrics', async () => {
    const url = await start('vllm', { slots: 1, tokensPerSecond: 1 });
    const client = new AbortController();
    const leaving = [1, 2].map(() =>
      post(`${url}/v1/chat/completions`, chat, client.signal).catch(() => 'left'),
    );
    const metrics = async (): Promise<string> => (await fetch(`${url}/metrics`)).text();
    await eventually(async () => /num_requests_waiting\{.*\} 1\.0/.test(await metrics()));
    expect(await metrics()).toContain('vllm:num_requests_running{engine="0",model_name="llama3.2:3b"} 1.0\n');
    client.abort();
    await Promise.all(leaving);
    await eventually(async () => /num_requests_running\{.*\} 0\.0/.test(await metrics()));
  });

  it('is healthy without a word, and sends the headers of a stream before its first token', async () => {
    const url = await start('vllm', { ttftMs: 60_000 });
    expect(await (await fetch(`${url}/health`)).text()).toBe('');
    const response = await post(`${url}/v1/chat/completions`, { ...chat, stream: true });
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    await response.body?.cancel();
  });

  it('tells the context of its models and counts tokens', async () => {
    const url = await start('vllm');
    expect(await get(`${url}/v1/models`)).toMatchObject({ data: [{ max_model_len: 131_072, parent: null }] });
    const counted = await post(`${url}/tokenize`, { model: 'llama3.2:3b', prompt: 'a b c' });
    expect(await counted.json()).toMatchObject({ count: 3 });
  });

  it('says 400 to nonsense', async () => {
    const url = await start('vllm');
    const bad: unknown[] = [
      [],
      {},
      { model: 'llama3.2:3b' },
      { ...chat, max_tokens: 0 },
      { ...chat, model: '' },
    ];
    for (const body of bad) {
      const response = await post(`${url}/v1/chat/completions`, body);
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({ error: { type: 'BadRequestError', code: 400 } });
    }
  });
});

describe('lm-studio', () => {
  it('tells which models are loaded, and how a native chat went', async () => {
    const url = await start('lm-studio', { models: ['acme/llama-3b', 'text-embedding-nomic'] });
    const native = await (
      await post(`${url}/api/v0/chat/completions`, { ...chat, model: 'acme/llama-3b' })
    ).json();
    expect(native).toMatchObject({ stats: { stop_reason: 'eosFound' }, model_info: { arch: 'llama' } });
    expect(await get(`${url}/api/v0/models`)).toMatchObject({
      data: [
        { id: 'acme/llama-3b', publisher: 'acme', state: 'loaded', loaded_context_length: 8_192 },
        { id: 'text-embedding-nomic', type: 'embeddings', state: 'not-loaded' },
      ],
    });
    expect(await get(`${url}/v1/models/acme%2Fllama-3b`)).toMatchObject({ id: 'acme/llama-3b' });
  });

  it('answers 200 to a path that it does not know', async () => {
    const response = await fetch(`${await start('lm-studio')}/api/tags`);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ error: 'Unexpected endpoint or method. (GET /api/tags)' });
  });
});

describe('unknown paths', () => {
  it.each([
    ['ollama', '404 page not found'],
    ['openai', '"Invalid URL (GET /nowhere)"'],
    ['vllm', '{"detail":"Not Found"}'],
    ['llamacpp', '"File Not Found"'],
    ['lemonade', '"The requested endpoint does not exist"'],
    ['docker-model-runner', 'not found'],
  ] as const)('are refused by %s in its own words', async (dialect, text) => {
    const response = await fetch(`${await start(dialect)}/nowhere`);
    expect(response.status).toBe(404);
    expect(await response.text()).toContain(text);
  });
});

describe.each(['ollama', 'vllm', 'llamacpp', 'lm-studio'] as const)('%s for Anthropic clients', (dialect) => {
  const request = { ...chat, max_tokens: 3, system: 'be brief' };

  it('answers a message', async () => {
    const response = await post(`${await start(dialect)}/v1/messages`, request);
    expect(await response.json()).toMatchObject({
      type: 'message',
      content: [{ type: 'text', text: expect.stringMatching(/^\[gpu-1\] /) }],
      stop_reason: 'max_tokens',
      usage: { input_tokens: 3, output_tokens: 3 },
    });
  });

  it('streams it as named events', async () => {
    const response = await post(`${await start(dialect)}/v1/messages`, { ...request, stream: true });
    const events = (await response.text()).match(/^event: (\w+)$/gm)?.map((line) => line.slice(7));
    const deltas = ['content_block_delta', 'content_block_delta', 'content_block_delta'];
    expect(events).toEqual([
      'message_start',
      'content_block_start',
      ...deltas,
      'content_block_stop',
      'message_delta',
      'message_stop',
    ]);
  });
});
