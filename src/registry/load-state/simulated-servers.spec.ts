import { state } from '../../../test/support/builders.js';
import { type DialectName, Simulator, type SimulatorOptions } from '../../simulator/index.js';
import { LoadClient } from './load-client.js';
import type { LoadReader, LoadReading } from './load-reader.js';
import { LemonadeLoadReader } from './readers/lemonade.reader.js';
import { LlamaCppLoadReader } from './readers/llamacpp.reader.js';
import { LmStudioLoadReader } from './readers/lm-studio.reader.js';
import { OllamaLoadReader } from './readers/ollama.reader.js';
import { VllmLoadReader } from './readers/vllm.reader.js';

const MODEL = 'llama3.2:3b';
const LAZY: Readonly<Partial<Record<DialectName, LoadReader>>> = {
  ollama: new OllamaLoadReader(),
  'lm-studio': new LmStudioLoadReader(),
  lemonade: new LemonadeLoadReader(),
};

describe('the load readers, over the wire', () => {
  const running: Simulator[] = [];
  const client = new LoadClient();
  const forever = new AbortController().signal;

  afterEach(async () => {
    await client.close();
    await Promise.all(running.splice(0).map((simulator) => simulator.kill()));
  });

  async function start(dialect: DialectName, options: Partial<SimulatorOptions> = {}): Promise<string> {
    const simulator = new Simulator({ dialect, name: 'gpu-1', models: [MODEL], ...options });
    running.push(simulator);
    return (await simulator.start()).url;
  }

  function read(
    reader: LoadReader,
    url: string,
    { inFlight = 0, models = [MODEL] } = {},
  ): Promise<LoadReading | undefined> {
    const asked = state({ endpoint: { url }, models: models.map((name) => ({ name })), inFlight });
    return reader.read({ state: asked, get: (path) => client.get(asked.endpoint, path, forever) });
  }

  async function chat(url: string, path = '/v1/chat/completions'): Promise<void> {
    const messages = [{ role: 'user', content: 'hello' }];
    const answer = await fetch(url + path, {
      method: 'POST',
      body: JSON.stringify({ model: MODEL, messages }),
    });
    await answer.arrayBuffer();
  }

  it.each(Object.keys(LAZY) as DialectName[])('see a model of %s come into memory', async (dialect) => {
    const url = await start(dialect);
    const reader = LAZY[dialect]!;
    expect((await read(reader, url))?.residents).toEqual([]);
    await chat(url, dialect === 'lemonade' ? '/api/v1/chat/completions' : undefined);
    expect((await read(reader, url))?.residents).toMatchObject([{ name: MODEL, state: 'loaded' }]);
  });

  it('hear from llama.cpp whether it loads, and how many slots it has', async () => {
    const reader = new LlamaCppLoadReader();
    expect(await read(reader, await start('llamacpp', { loadMs: 60_000 }))).toMatchObject({
      unavailable: true,
      residents: [{ name: MODEL, state: 'loading' }],
    });
    const ready = await read(reader, await start('llamacpp', { slots: 3 }), { inFlight: 1 });
    expect(ready).toMatchObject({ slots: 3, residents: [{ name: MODEL, state: 'loaded' }] });
  });

  it('hear from a llama.cpp of several models which are in memory', async () => {
    const models = [MODEL, 'other'];
    const url = await start('llamacpp', { models });
    await chat(url);
    const { source, residents } = (await read(new LlamaCppLoadReader(), url, { models }))!;
    expect([source, residents]).toEqual(['/models', [{ name: MODEL, state: 'loaded' }]]);
  });

  it('hear from vLLM how busy it is', async () => {
    const told = await read(new VllmLoadReader(), await start('vllm'));
    expect(told).toEqual({
      source: '/metrics',
      running: 0,
      waiting: 0,
      residents: [{ name: MODEL, state: 'loaded' }],
    });
  });
});
