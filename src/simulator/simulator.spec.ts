import { Ollama } from 'ollama';
import OpenAI from 'openai';
import { type DialectName, DIALECTS, Simulator, type SimulatorOptions } from './index.js';

const running: Simulator[] = [];

async function started(
  options: Partial<SimulatorOptions> = {},
): Promise<{ simulator: Simulator; url: string }> {
  const simulator = new Simulator({ dialect: 'ollama', name: 'gpu-1', models: ['llama3.2:3b'], ...options });
  running.push(simulator);
  return { simulator, url: (await simulator.start()).url };
}

/** Where a server has the OpenAI API, where that is not `/v1`. */
const BASE: Partial<Record<DialectName, string>> = {
  lemonade: '/api/v1',
  'docker-model-runner': '/engines/v1',
};
const say = (content: string) => [{ role: 'user' as const, content }];
const words = (text: string): number => text.split(/\s+/).length;

afterEach(async () => {
  await Promise.all(running.splice(0).map((simulator) => simulator.stop()));
});

describe.each(DIALECTS)('%s for the OpenAI client', (dialect) => {
  const openai = (url: string): OpenAI =>
    new OpenAI({ baseURL: url + (BASE[dialect] ?? '/v1'), apiKey: 'any', maxRetries: 0 });

  it('lists its models', async () => {
    const { url } = await started({ dialect, models: ['llama3.2:3b', 'qwen2.5:7b'] });
    const ids: string[] = [];
    for await (const model of openai(url).models.list()) ids.push(model.id);
    expect(ids).toEqual(['llama3.2:3b', 'qwen2.5:7b']);
  });

  it('answers a chat with its name and figures that add up', async () => {
    const { url } = await started({ dialect });
    const ask = () =>
      openai(url).chat.completions.create({ model: 'llama3.2:3b', messages: say('why is the sky blue') });
    const [first, second] = await Promise.all([ask(), ask()]);
    const text = first.choices[0]?.message.content ?? '';
    expect(text).toMatch(/^\[gpu-1\] \w/);
    expect(second.choices[0]?.message.content).toBe(text);
    expect(first.choices[0]?.finish_reason).toBe('stop');
    expect(first.usage).toMatchObject({
      prompt_tokens: 5,
      completion_tokens: words(text),
      total_tokens: 5 + words(text),
    });
  });

  it('streams the same answer, with the usage at its end when asked', async () => {
    const { url } = await started({ dialect });
    const whole = await openai(url).chat.completions.create({
      model: 'llama3.2:3b',
      messages: say('hello'),
    });
    const stream = await openai(url).chat.completions.create({
      model: 'llama3.2:3b',
      messages: say('hello'),
      stream: true,
      stream_options: { include_usage: true },
    });
    let text = '';
    let finish: string | null = null;
    let tokens = 0;
    for await (const chunk of stream) {
      text += chunk.choices[0]?.delta.content ?? '';
      finish = chunk.choices[0]?.finish_reason ?? finish;
      tokens = chunk.usage?.completion_tokens ?? tokens;
    }
    expect(text).toBe(whole.choices[0]?.message.content);
    expect(finish).toBe('stop');
    expect(tokens).toBe(words(text));
  });

  it('respects max_tokens and says that it cut the answer short', async () => {
    const { url } = await started({ dialect });
    const { choices, usage } = await openai(url).chat.completions.create({
      model: 'llama3.2:3b',
      messages: say('hello'),
      max_tokens: 3,
    });
    expect(words(choices[0]?.message.content ?? '')).toBe(3);
    expect(choices[0]?.finish_reason).toBe('length');
    expect(usage?.completion_tokens).toBe(3);
  });

  it('completes a prompt, whole and streamed', async () => {
    const { url } = await started({ dialect });
    const request = { model: 'llama3.2:3b', prompt: 'once upon a time', max_tokens: 5 };
    const whole = await openai(url).completions.create(request);
    let text = '';
    for await (const chunk of await openai(url).completions.create({ ...request, stream: true })) {
      text += chunk.choices[0]?.text ?? '';
    }
    expect(whole.usage?.total_tokens).toBe(9);
    expect(text).toBe(whole.choices[0]?.text);
  });

  it('embeds texts, each into its own lasting vector', async () => {
    const { url } = await started({ dialect });
    const embed = () => openai(url).embeddings.create({ model: 'llama3.2:3b', input: ['one', 'two words'] });
    const [first, again] = await Promise.all([embed(), embed()]);
    const [one, two] = first.data;
    expect(one?.embedding).toHaveLength(64);
    expect(one?.embedding).not.toEqual(two?.embedding);
    expect(again.data[0]?.embedding).toEqual(one?.embedding);
    expect(first.usage.total_tokens).toBe(3);
  });

  it('answers 404 in its own words for a model it does not have', async () => {
    const { url } = await started({ dialect });
    const ask = openai(url).chat.completions.create({ model: 'no-such-model', messages: say('hello') });
    await expect(ask).rejects.toMatchObject({
      status: 404,
      message: expect.stringMatching(dialect === 'docker-model-runner' ? 'model not found' : 'no-such-model'),
    });
  });
});

describe('ollama for the Ollama client', () => {
  const client = (host: string): Ollama => new Ollama({ host });

  it('lists, shows and versions', async () => {
    const { url } = await started({ models: ['llama3.2:3b', 'nomic-embed-text'] });
    const { models } = await client(url).list();
    expect(models.map((model) => model.name)).toEqual(['llama3.2:3b', 'nomic-embed-text:latest']);
    expect(models[0]?.details).toMatchObject({ family: 'llama', parameter_size: '3B' });
    const shown = await client(url).show({ model: 'nomic-embed-text' });
    expect(shown.capabilities).toEqual(['embedding']);
    expect(await (await fetch(`${url}/api/version`)).json()).toEqual({ version: expect.any(String) });
    expect(await (await fetch(url)).text()).toBe('Ollama is running');
  });

  it('chats and generates, whole and streamed, with the same words', async () => {
    const { url } = await started();
    const request = { model: 'LLAMA3.2:3b', messages: say('good morning') };
    const whole = await client(url).chat(request);
    let text = '';
    let counted = 0;
    for await (const part of await client(url).chat({ ...request, stream: true })) {
      text += part.message.content;
      if (part.done) counted = part.eval_count;
    }
    expect(counted).toBe(words(text));
    expect(text).toBe(whole.message.content);
    expect(whole).toMatchObject({ done: true, done_reason: 'stop', prompt_eval_count: 2 });
    const generated = await client(url).generate({
      model: 'llama3.2:3b',
      prompt: 'good morning',
      options: { num_predict: 2 },
    });
    expect(generated).toMatchObject({ done_reason: 'length', eval_count: 2 });
    expect(text.startsWith(generated.response ?? 'nothing')).toBe(true);
  });

  it('keeps a model in memory until it is told to let go', async () => {
    const { url } = await started();
    const ollama = client(url);
    expect((await ollama.ps()).models).toEqual([]);
    await ollama.generate({ model: 'llama3.2:3b', prompt: '' });
    expect((await ollama.ps()).models.map((model) => model.name)).toEqual(['llama3.2:3b']);
    const bye = await ollama.generate({ model: 'llama3.2:3b', prompt: '', keep_alive: 0 });
    expect(bye.done_reason).toBe('unload');
    expect((await ollama.ps()).models).toEqual([]);
  });

  it('embeds, in the new form and the old', async () => {
    const { url } = await started();
    const { embeddings } = await client(url).embed({ model: 'llama3.2:3b', input: ['a b', 'c'] });
    const { embedding } = await client(url).embeddings({ model: 'llama3.2:3b', prompt: 'c' });
    expect(embeddings).toHaveLength(2);
    expect(embeddings[1]).toEqual(embedding);
  });

  it('answers 404 in its own words for a model it does not have', async () => {
    const { url } = await started();
    const ask = client(url).chat({ model: 'absent', messages: say('hello') });
    await expect(ask).rejects.toMatchObject({ status_code: 404, error: "model 'absent' not found" });
  });
});
