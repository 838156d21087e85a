import { AS_JSON, ask } from '../support/ask.js';
import { configuration } from '../support/configuration.js';
import { dig } from '../support/dig.js';
import { type Olla, start } from '../support/olla.js';
import { SimulatedFleet } from '../support/simulated-fleet.js';
import { until } from '../support/until.js';

const PROMPT = 'How many roads must a man walk down?';
const messages = [{ role: 'user', content: PROMPT }];

const OLLAMA = 'llama3.2:latest';
const VLLM = 'meta-llama/Llama-3.1-8B-Instruct';
const PHI = 'Phi-4-mini-instruct-Q4_K_M.gguf';

interface Case {
  readonly name: string;
  readonly path: string;
  readonly body: object;
}

const withUsage = { stream_options: { include_usage: true } };
const chats = (provider: string, model: string): Case => ({
  name: `chat of ${model} at ${provider}`,
  path: `/olla/${provider}/v1/chat/completions`,
  body: { model, messages, ...withUsage },
});

/** Each asks a server of its own kind in a dialect of its own. */
const CASES: readonly Case[] = [
  { name: 'chat of Ollama', path: '/olla/ollama/api/chat', body: { model: OLLAMA, messages } },
  {
    name: 'generate of Ollama',
    path: '/olla/ollama/api/generate',
    body: { model: OLLAMA, prompt: PROMPT },
  },
  chats('openai', OLLAMA),
  chats('vllm', VLLM),
  chats('lm-studio', 'qwen/qwen3-8b'),
  chats('llamacpp', PHI),
  chats('openai', 'Gemma-3-4b-it-FLM'),
  chats('openai', 'ai/smollm2:135M-Q4_K_M'),
  {
    name: 'completions of vLLM',
    path: '/olla/vllm/v1/completions',
    body: { model: VLLM, prompt: PROMPT, ...withUsage },
  },
  {
    name: 'responses of vLLM',
    path: '/olla/vllm/v1/responses',
    body: { model: VLLM, input: PROMPT },
  },
  {
    name: 'messages of vLLM',
    path: '/olla/vllm/v1/messages',
    body: { model: VLLM, messages, max_tokens: 100 },
  },
  {
    name: 'completion of llama.cpp',
    path: '/olla/llamacpp/completion',
    body: { model: PHI, prompt: PROMPT },
  },
];

jest.setTimeout(30_000);

describe('the usage that backends tell', () => {
  const fleet = new SimulatedFleet();
  let olla: Olla;

  beforeAll(async () => {
    olla = await start(configuration(await fleet.start('own')));
  });
  afterAll(async () => {
    await olla.kill();
    await fleet.stop();
  });

  describe.each(CASES)('of $name', ({ name, path, body }) => {
    it.each([
      ['whole', false],
      ['in pieces', true],
    ])('is what the request is remembered with, %s', async (_how, stream) => {
      const id = `${name.replaceAll(/\W/g, '-')}-${stream}`;
      const headers = { ...AS_JSON, 'x-request-id': id };
      const { status, text } = await ask(olla.url + path, {
        body: JSON.stringify({ ...body, stream }),
        headers,
      });
      expect(status).toBe(200);
      const record = await until('it is remembered', async () => {
        const story = await ask(`${olla.url}/internal/requests/${id}`);
        return story.status === 200 && story.json();
      });
      expect(record).toMatchObject({ id, result: 'completed', streaming: stream });
      expect(dig(record, 'usage')).toMatchObject({
        input_tokens: told(text, IN),
        output_tokens: told(text, OUT),
      });
      expect(dig(record, 'usage', 'output_tokens')).toBeGreaterThan(0);
    });
  });

  it('adds up by model', async () => {
    const { text } = await ask(`${olla.url}/internal/requests?limit=1000&model=${encodeURIComponent(VLLM)}`);
    expect(dig(JSON.parse(text), 'requests')).toHaveLength(8);
  });
});

const IN = ['prompt_eval_count', 'prompt_tokens', 'input_tokens', 'tokens_evaluated', 'prompt_n'];
const OUT = ['eval_count', 'completion_tokens', 'output_tokens', 'tokens_predicted', 'predicted_n'];

/** The last figure of that kind that an answer names: the beginning of a stream counts with less. */
function told(text: string, names: readonly string[]): number {
  for (const name of names) {
    const found = [...text.matchAll(new RegExp(`"${name}":\\s*(\\d+)`, 'g'))].at(-1);
    if (found) return Number(found[1]);
  }
  throw new Error(`no figure in ${text.slice(-300)}`);
}
