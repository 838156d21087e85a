import OpenAI from 'openai';
import { configuration } from '../support/configuration.js';
import { speakerOf } from '../support/listing.js';
import { type Olla, start } from '../support/olla.js';
import { type ServerType, SimulatedFleet } from '../support/simulated-fleet.js';

const say = (content: string) => [{ role: 'user' as const, content }];

/** A model that only one kind of server has, and where that one is asked to chat. */
const ONLY: readonly [ServerType, model: string, path: string][] = [
  ['ollama', 'llama3.2:latest', '/v1/chat/completions'],
  ['lm-studio', 'qwen/qwen3-8b', '/v1/chat/completions'],
  ['vllm', 'meta-llama/Llama-3.1-8B-Instruct', '/v1/chat/completions'],
  ['llamacpp', 'Phi-4-mini-instruct-Q4_K_M.gguf', '/v1/chat/completions'],
  ['lemonade', 'Gemma-3-4b-it-FLM', '/api/v1/chat/completions'],
  ['docker-model-runner', 'ai/smollm2:135M-Q4_K_M', '/engines/v1/chat/completions'],
];

jest.setTimeout(30_000);

describe.each(['own', 'auto'] as const)(
  'the OpenAI client before a fleet of six kinds (types: %s)',
  (typing) => {
    const fleet = new SimulatedFleet();
    let olla: Olla;

    beforeAll(async () => {
      const endpoints = await fleet.start(typing);
      olla = await start(configuration(endpoints));
    });
    afterAll(async () => {
      await olla.kill();
      await fleet.stop();
    });

    describe.each(['openai', 'proxy'])('at /olla/%s/v1', (prefix) => {
      let client: OpenAI;

      beforeAll(() => {
        client = new OpenAI({ baseURL: `${olla.url}/olla/${prefix}/v1`, apiKey: 'any', maxRetries: 0 });
      });

      it('lists every model of every server', async () => {
        const ids: string[] = [];
        for await (const { id } of client.models.list()) ids.push(id);
        expect(ids.toSorted()).toEqual(fleet.models);
      });

      it.each(ONLY)('chats with the model of %s, whole and in pieces', async (type, model, path) => {
        const before = fleet.asked(type, path);
        const whole = await client.chat.completions.create({ model, messages: say('Hello') });
        const text = whole.choices[0]?.message.content;
        expect(speakerOf(text)).toBe(fleet.of(type).settings.name);
        const pieces: string[] = [];
        const request = { model, messages: say('Hello'), stream: true } as const;
        for await (const { choices } of await client.chat.completions.create(request)) {
          pieces.push(choices[0]?.delta.content ?? '');
        }
        expect(pieces.join('')).toBe(text);
        expect(fleet.asked(type, path) - before).toBe(2);
      });

      it.each(ONLY)('retrieves the model of %s by its name', async (_type, model) => {
        expect(await client.models.retrieve(model)).toMatchObject({ id: model, object: 'model' });
      });

      it.each([
        ['ollama', 'nomic-embed-text:latest', '/v1/embeddings'],
        ['lemonade', 'bge-small-en-GGUF', '/api/v1/embeddings'],
        ['docker-model-runner', 'ai/mxbai-embed-large:335M-F16', '/engines/v1/embeddings'],
      ] as const)('embeds with the model of %s', async (type, model, path) => {
        const before = fleet.asked(type, path);
        const { data } = await client.embeddings.create({ model, input: ['one', 'two'] });
        expect(data.map(({ embedding }) => embedding.length)).toEqual([64, 64]);
        expect(fleet.asked(type, path) - before).toBe(1);
      });

      it.each([
        ['vllm', 'meta-llama/Llama-3.1-8B-Instruct', '/v1/completions'],
        ['lemonade', 'Gemma-3-4b-it-FLM', '/api/v1/completions'],
        ['docker-model-runner', 'ai/smollm2:135M-Q4_K_M', '/engines/v1/completions'],
      ] as const)('completes with the model of %s', async (type, model, path) => {
        const before = fleet.asked(type, path);
        const { choices } = await client.completions.create({ model, prompt: 'Once' });
        expect(speakerOf(choices[0]?.text)).toBe(fleet.of(type).settings.name);
        expect(fleet.asked(type, path) - before).toBe(1);
      });

      it.each([
        ['ollama', 'llama3.2:latest'],
        ['vllm', 'meta-llama/Llama-3.1-8B-Instruct'],
        ['lemonade', 'Gemma-3-4b-it-FLM'],
      ] as const)('gets the responses of %s, whole and in pieces', async (type, model) => {
        const whole = await client.responses.create({ model, input: 'Hello' });
        expect(speakerOf(whole.output_text)).toBe(fleet.of(type).settings.name);
        const pieces: string[] = [];
        for await (const event of await client.responses.create({ model, input: 'Hello', stream: true })) {
          if (event.type === 'response.output_text.delta') pieces.push(event.delta);
        }
        expect(pieces.join('')).toBe(whole.output_text);
      });

      it('gets the error of OpenAI for a model that nobody has', async () => {
        const asked = [
          () => client.chat.completions.create({ model: 'no-such-model', messages: say('Hello') }),
          () => client.embeddings.create({ model: 'no-such-model', input: 'Hello' }),
          () => client.models.retrieve('no-such-model'),
        ];
        for (const ask of asked) {
          await expect(ask()).rejects.toMatchObject({
            status: 404,
            code: 'model_not_found',
            type: 'not_found_error',
            message: expect.stringContaining('no-such-model'),
          });
        }
      });
    });
  },
);
