import { Ollama } from 'ollama';
import { configuration } from '../support/configuration.js';
import { speakerOf } from '../support/listing.js';
import { type Olla, start } from '../support/olla.js';
import { SimulatedFleet } from '../support/simulated-fleet.js';
import { until } from '../support/until.js';

const say = (content: string) => [{ role: 'user' as const, content }];
const thrownBy = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );

jest.setTimeout(30_000);

describe.each(['own', 'auto'] as const)(
  'the Ollama client before a fleet of six kinds (types: %s)',
  (typing) => {
    const fleet = new SimulatedFleet();
    let olla: Olla;
    let client: Ollama;

    beforeAll(async () => {
      const endpoints = await fleet.start(typing);
      olla = await start(configuration(endpoints));
      client = new Ollama({ host: `${olla.url}/olla/ollama` });
    });
    afterAll(async () => {
      await olla.kill();
      await fleet.stop();
    });

    it('lists what the Ollama has, with its details', async () => {
      const { models } = await client.list();
      expect(models.map(({ name }) => name).toSorted()).toEqual([
        'llama3.2:latest',
        'nomic-embed-text:latest',
      ]);
      expect(models.find(({ name }) => name === 'llama3.2:latest')).toMatchObject({
        model: 'llama3.2:latest',
        details: { family: 'llama' },
      });
    });

    it('is shown a model by the one that has it', async () => {
      const shown = await client.show({ model: 'llama3.2:latest' });
      expect(shown.details).toMatchObject({ family: 'llama', format: 'gguf' });
      expect(shown.capabilities).toContain('completion');
    });

    it('learns a version', async () => {
      expect((await client.version()).version).toMatch(/^\d+\.\d+\.\d+/);
    });

    it('sees what is in memory', async () => {
      await client.generate({ model: 'llama3.2:latest', prompt: '' });
      const running = await until(
        'the model is seen in memory',
        async () => {
          const { models } = await client.ps();
          return models.some(({ name }) => name === 'llama3.2:latest') ? models : undefined;
        },
        15_000,
      );
      expect(running.map(({ name }) => name)).toEqual(['llama3.2:latest']);
    });

    it('chats, whole and in pieces', async () => {
      const request = { model: 'llama3.2:latest', messages: say('Good morning') };
      const whole = await client.chat(request);
      expect(speakerOf(whole.message.content)).toBe('desk');
      const pieces: string[] = [];
      for await (const part of await client.chat({ ...request, stream: true }))
        pieces.push(part.message.content);
      expect(pieces.join('')).toBe(whole.message.content);
      expect(pieces.length).toBeGreaterThan(5);
    });

    it('generates and embeds', async () => {
      const { response } = await client.generate({ model: 'llama3.2:latest', prompt: 'Once upon a time' });
      expect(speakerOf(response)).toBe('desk');
      const { embeddings } = await client.embed({ model: 'nomic-embed-text:latest', input: ['one', 'two'] });
      expect(embeddings).toHaveLength(2);
    });

    it('may leave out the tag that is the latest', async () => {
      const { message } = await client.chat({ model: 'llama3.2', messages: say('Hello') });
      expect(speakerOf(message.content)).toBe('desk');
      expect((await client.show({ model: 'llama3.2' })).details.family).toBe('llama');
    });

    it('gets the error that it knows for a model that nobody has', async () => {
      const requests = [
        client.chat({ model: 'no-such-model', messages: say('Hello') }),
        client.generate({ model: 'no-such-model', prompt: 'Hello' }),
        client.embed({ model: 'no-such-model', input: 'Hello' }),
        client.show({ model: 'no-such-model' }),
      ];
      for (const error of await Promise.all(requests.map(thrownBy))) {
        expect(error).toMatchObject({
          name: 'ResponseError',
          status_code: 404,
          message: expect.stringContaining('no-such-model'),
        });
      }
      const streamed = client.chat({ model: 'no-such-model', messages: say('Hello'), stream: true });
      expect(await thrownBy(streamed)).toMatchObject({ status_code: 404 });
    });
  },
);
