import { Ollama } from 'ollama';
import OpenAI from 'openai';
import { Simulator } from '../../src/simulator/index.js';
import { configuration, entry } from '../support/configuration.js';
import { type Olla, start } from '../support/olla.js';
import { until } from '../support/until.js';

const SHARED = 'llama3.2:3b';
const NOTICE_MS = 1_000;
const say = (content: string) => [{ role: 'user' as const, content }];

jest.setTimeout(30_000);

describe.each(['olla', 'sherpa'])('official clients (%s)', (engine) => {
  const ollama = new Simulator({
    dialect: 'ollama',
    name: 'desk',
    models: [SHARED, 'nomic-embed-text'],
    tokensPerSecond: 200,
  });
  const vllm = new Simulator({
    dialect: 'vllm',
    name: 'rack',
    models: [SHARED, 'qwen3-32b'],
    tokensPerSecond: 200,
  });
  let olla: Olla;
  let openai: OpenAI;
  let ollamaClient: Ollama;

  beforeAll(async () => {
    const { url } = await ollama.start();
    // In memory on both, so that neither is preferred for that.
    await fetch(`${url}/api/generate`, {
      method: 'POST',
      body: JSON.stringify({ model: SHARED, prompt: 'x' }),
    });
    const desk = entry(
      { name: 'desk', url },
      { type: 'ollama', health_check_url: '/', model_url: '/api/tags' },
    );
    const rack = entry({ name: 'rack', url: (await vllm.start()).url }, { type: 'vllm' });
    olla = await start(configuration([desk, rack], { proxy: { engine, load_balancer: 'round-robin' } }));
    openai = new OpenAI({ baseURL: `${olla.url}/olla/openai/v1`, apiKey: 'any', maxRetries: 0 });
    ollamaClient = new Ollama({ host: `${olla.url}/olla/ollama` });
  });
  afterAll(async () => {
    await olla.kill();
    await Promise.all([ollama.stop(), vllm.stop()]);
  });

  describe('of OpenAI', () => {
    it('lists every model once, whoever has it', async () => {
      const ids: string[] = [];
      for await (const { id } of openai.models.list()) ids.push(id);
      expect(ids.toSorted()).toEqual([SHARED, 'nomic-embed-text:latest', 'qwen3-32b']);
    });

    it('gets a whole answer, in turn from each endpoint that has the model', async () => {
      const served: string[] = [];
      for (let i = 0; i < 4; i++) {
        const { choices, usage } = await openai.chat.completions.create({
          model: SHARED,
          messages: say('Hello'),
        });
        const text = choices[0]?.message.content ?? '';
        expect(usage?.completion_tokens).toBe(text.split(/\s+/).length);
        served.push(text.slice(0, text.indexOf(' ')));
      }
      expect(served.toSorted()).toEqual(['[desk]', '[desk]', '[rack]', '[rack]']);
    });

    it('gets a streamed answer that is the whole one in pieces', async () => {
      const request = { model: 'qwen3-32b', messages: say('Tell me a story') };
      const whole = await openai.chat.completions.create(request);
      const stream = await openai.chat.completions.create({
        ...request,
        stream: true,
        stream_options: { include_usage: true },
      });
      const pieces: string[] = [];
      let tokens = 0;
      for await (const { choices, usage } of stream) {
        if (choices[0]?.delta.content) pieces.push(choices[0].delta.content);
        tokens = usage?.completion_tokens ?? tokens;
      }
      expect(pieces.join('')).toBe(whole.choices[0]?.message.content);
      expect(pieces.length).toBeGreaterThan(5);
      expect(tokens).toBe(whole.usage?.completion_tokens);
    });

    it('gets embeddings', async () => {
      const { data } = await openai.embeddings.create({ model: 'nomic-embed-text', input: ['one', 'two'] });
      expect(data).toHaveLength(2);
      expect(data[0]?.embedding.length).toBeGreaterThan(10);
      expect(data[0]?.embedding).not.toEqual(data[1]?.embedding);
    });

    it('gets an error of its own kind for a model that nobody has', async () => {
      const ask = openai.chat.completions.create({ model: 'no-such-model', messages: say('Hello') });
      const error = await ask.then(undefined, (thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(OpenAI.NotFoundError);
      expect(error).toMatchObject({
        status: 404,
        code: 'model_not_found',
        type: 'not_found_error',
        error: { message: "The model 'no-such-model' does not exist on any endpoint" },
      });
    });

    it('gets the error of a backend as the backend said it', async () => {
      const ask = openai.chat.completions.create({
        model: 'qwen3-32b',
        messages: say('Hello'),
        max_tokens: 0,
      });
      const error = await ask.then(undefined, (thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(OpenAI.BadRequestError);
      expect(error).toMatchObject({ message: expect.stringContaining('max_tokens') });
    });

    it('may abort in mid-stream: the backend is let go within a second and the next request is fine', async () => {
      const before = vllm.state().cancelled;
      const messages = say('Count to a million');
      const stream = await openai.chat.completions.create({ model: 'qwen3-32b', messages, stream: true });
      for await (const { choices } of stream) {
        if (choices[0]?.delta.content) break;
      }
      stream.controller.abort();
      await until('the backend notices', () => vllm.state().cancelled === before + 1, NOTICE_MS);
      expect(vllm.state().running).toBe(0);
      const next = await openai.chat.completions.create({ model: 'qwen3-32b', messages: say('Hello') });
      expect(next.choices[0]?.finish_reason).toBe('stop');
    });
  });

  describe('of Ollama', () => {
    it('lists the models of the Ollama endpoints', async () => {
      const { models } = await ollamaClient.list();
      expect(models.map(({ name }) => name).toSorted()).toEqual([SHARED, 'nomic-embed-text:latest']);
    });

    it('gets a whole answer and the same one in pieces', async () => {
      const request = { model: SHARED, messages: say('Good morning') };
      const whole = await ollamaClient.chat(request);
      expect(whole.message.content).toMatch(/^\[desk\] \w/);
      const pieces: string[] = [];
      let counted = 0;
      for await (const part of await ollamaClient.chat({ ...request, stream: true })) {
        pieces.push(part.message.content);
        if (part.done) counted = part.eval_count;
      }
      expect(pieces.join('')).toBe(whole.message.content);
      expect(counted).toBe(whole.eval_count);
    });

    it('gets embeddings', async () => {
      const { embeddings } = await ollamaClient.embed({ model: 'nomic-embed-text', input: ['one', 'two'] });
      expect(embeddings).toHaveLength(2);
      expect(embeddings[0]).not.toEqual(embeddings[1]);
    });

    it('gets an error of its own kind for a model that nobody has', async () => {
      const ask = ollamaClient.chat({ model: 'no-such-model', messages: say('Hello') });
      await expect(ask).rejects.toMatchObject({
        status_code: 404,
        error: "The model 'no-such-model' does not exist on any endpoint",
      });
    });

    it('may abort in mid-stream: the backend is let go within a second', async () => {
      const before = ollama.state().cancelled;
      const stream = await ollamaClient.chat({
        model: SHARED,
        messages: say('Count to a million'),
        stream: true,
      });
      const reading = async (): Promise<void> => {
        for await (const part of stream) if (part.message.content) stream.abort();
      };
      await expect(reading()).rejects.toThrow('abort');
      await until('the backend notices', () => ollama.state().cancelled === before + 1, NOTICE_MS);
      expect(ollama.state().running).toBe(0);
    });
  });
});
