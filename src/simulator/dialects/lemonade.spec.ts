import { Simulator, type SimulatorOptions } from '../index.js';

const QWEN = 'Qwen2.5-0.5B-Instruct-CPU';
const CODER = 'Qwen3-Coder-30B-GGUF';

let running: Simulator | undefined;

async function start(options: Partial<SimulatorOptions> = {}): Promise<string> {
  running = new Simulator({ dialect: 'lemonade', name: 'npu-1', models: [QWEN, CODER], ...options });
  return (await running.start()).url;
}

const get = async (url: string): Promise<unknown> => (await fetch(url)).json();
const post = (url: string, body: unknown): Promise<Response> =>
  fetch(url, { method: 'POST', body: JSON.stringify(body) });
const chat = { model: QWEN, messages: [{ role: 'user', content: 'hello' }] };

afterEach(() => running?.kill());

describe('lemonade', () => {
  it('lists checkpoint, recipe and labels of each model', async () => {
    expect(await get(`${await start()}/api/v1/models`)).toMatchObject({
      data: [
        {
          id: QWEN,
          owned_by: 'lemonade',
          checkpoint: `amd/${QWEN}-onnx`,
          recipe: 'oga-cpu',
          downloaded: true,
        },
        {
          id: CODER,
          checkpoint: `unsloth/${CODER}:Q4_K_M`,
          recipe: 'llamacpp',
          labels: ['coding', 'reasoning', 'tool-calling'],
        },
      ],
    });
  });

  it('answers in the name of the checkpoint, and tells how fast the last answer was', async () => {
    const url = await start();
    expect(await get(`${url}/api/v1/stats`)).toEqual({});
    const answer = await (await post(`${url}/api/v1/chat/completions`, { ...chat, max_tokens: 3 })).json();
    expect(answer).toMatchObject({ id: '0', model: `amd/${QWEN}-onnx`, usage: { completion_tokens: 3 } });
    expect(await get(`${url}/api/v1/stats`)).toMatchObject({ input_tokens: 1, output_tokens: 3 });
  });

  it('tells in its health which models are in memory, the last one used by itself', async () => {
    const url = await start();
    const health = `${url}/api/v1/health`;
    expect(await get(health)).toMatchObject({ status: 'ok', model_loaded: null, all_models_loaded: [] });
    await post(`${url}/api/v1/load`, { model_name: CODER });
    await post(`${url}/api/v1/chat/completions`, chat);
    expect(await get(health)).toMatchObject({
      model_loaded: QWEN,
      checkpoint_loaded: `amd/${QWEN}-onnx`,
      all_models_loaded: [{ model_name: CODER }, { model_name: QWEN }],
    });
    await post(`${url}/api/v1/unload`, { model_name: QWEN });
    expect(await get(health)).toMatchObject({ model_loaded: CODER });
    await post(`${url}/api/v1/unload`, {});
    expect(await get(health)).toMatchObject({ model_loaded: null });
  });

  it('has nothing under /v1', async () => {
    const url = await start();
    expect((await post(`${url}/v1/chat/completions`, chat)).status).toBe(404);
    expect((await fetch(`${url}/v1/models`)).status).toBe(404);
  });

  it('has its own words for a model that it does not have', async () => {
    const url = await start();
    const asked: [string, object][] = [
      ['chat/completions', { ...chat, model: 'absent' }],
      ['load', { model_name: 'absent' }],
      ['pull', { model_name: 'absent' }],
    ];
    for (const [path, body] of asked) {
      const response = await post(`${url}/api/v1/${path}`, body);
      expect(response.status).toBe(404);
      expect(await response.json()).toMatchObject({
        error: { code: 'model_not_found', param: 'model', requested_model: 'absent' },
      });
    }
    expect(await (await post(`${url}/api/v1/pull`, { model_name: QWEN })).json()).toMatchObject({
      message: `Installed model: ${QWEN}`,
    });
  });
});
