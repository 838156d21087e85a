import { Simulator } from './index.js';

const chat = { model: 'm', messages: [{ role: 'user', content: 'hello' }] };
const ask = (url: string, more: object = {}): Promise<Response> =>
  fetch(`${url}/v1/chat/completions`, { method: 'POST', body: JSON.stringify({ ...chat, ...more }) });

describe('Simulator', () => {
  it('takes a port of its own, dies, and comes back on the same one', async () => {
    const simulator = new Simulator({ dialect: 'openai', models: ['m'] });
    const { port, url } = await simulator.start();
    expect((await ask(url)).status).toBe(200);
    await simulator.setFault({ kind: 'hang' });
    await simulator.kill();
    await expect(ask(url)).rejects.toThrow('fetch failed');
    expect(simulator.state()).toMatchObject({ open: false, completed: 1 });
    expect(await simulator.start(port)).toEqual({ port, url });
    expect((await ask(url)).status).toBe(200);
    await simulator.stop();
  });

  it('lets a running answer finish when it is stopped, but waits for nobody who hangs', async () => {
    const simulator = new Simulator({ dialect: 'openai', models: ['m'], ttftMs: 50 });
    const { url } = await simulator.start();
    const answer = ask(url);
    while (simulator.state().running === 0) await new Promise(setImmediate);
    await simulator.setFault({ kind: 'hang' });
    const hanging = ask(url).then(
      () => 'answered',
      () => 'destroyed',
    );
    while (simulator.requests().totals.generations < 2) await new Promise(setImmediate);
    await simulator.stop();
    expect((await answer).status).toBe(200);
    expect(await hanging).toBe('destroyed');
  });

  it('says when its port is taken', async () => {
    const one = new Simulator({ dialect: 'openai', models: ['m'] });
    const { port } = await one.start();
    const two = new Simulator({ dialect: 'openai', models: ['m'], port });
    await expect(two.start()).rejects.toMatchObject({ code: 'EADDRINUSE' });
    const three = new Simulator({ dialect: 'openai', models: ['m'], controlPort: port });
    await expect(three.start()).rejects.toMatchObject({ code: 'EADDRINUSE' });
    expect(three.state().open).toBe(false);
    await one.stop();
  });

  it('counts requests by path, generations apart from probes', async () => {
    const simulator = new Simulator({ dialect: 'ollama', models: ['m'] });
    const { url } = await simulator.start();
    await ask(url);
    await ask(url);
    for (const path of ['/', '/api/tags', '/nowhere', '/sim/state']) await fetch(url + path);
    expect(await (await fetch(`${url}/sim/requests`)).json()).toEqual({
      generations: { '/v1/chat/completions': 2 },
      probes: { '/': 1, '/api/tags': 1 },
      unknown: { '/nowhere': 1 },
      models: { m: 2 },
      totals: { generations: 2, probes: 2, unknown: 1 },
    });
    expect((await fetch(`${url}/sim/other`)).status).toBe(404);
    await simulator.stop();
  });

  it('tells its state: the queue, the models, the figures', async () => {
    const simulator = new Simulator({ dialect: 'ollama', models: ['m', 'n'], slots: 1, ttftMs: 40 });
    const { url } = await simulator.start();
    const answers = [ask(url), ask(url)];
    while (simulator.state().waiting === 0) await new Promise(setImmediate);
    expect(await (await fetch(`${url}/sim/state`)).json()).toMatchObject({
      name: 'ollama',
      open: true,
      running: 1,
      waiting: 1,
      models: [
        { name: 'm', state: 'loaded', users: 1 },
        { name: 'n', state: 'not-loaded', users: 0 },
      ],
      fault: { kind: 'none' },
    });
    await Promise.all(answers);
    const { generatedTokens, completed } = simulator.state();
    expect(completed).toBe(2);
    expect(generatedTokens).toBeGreaterThan(20);
    await simulator.stop();
  });

  it('names itself on every answer', async () => {
    const simulator = new Simulator({ dialect: 'vllm', name: 'rack one', models: ['m'] });
    const { url } = await simulator.start();
    expect((await fetch(`${url}/health`)).headers.get('x-simulator')).toBe('rack-one');
    await simulator.stop();
  });

  it.each([
    [{ models: [] }, 'at least one model'],
    [{ slots: 0 }, 'slots'],
    [{ tokensPerSecond: 0 }, 'tokensPerSecond'],
    [{ memoryModels: 0 }, 'memoryModels'],
    [{ loadMs: -1 }, 'loadMs'],
    [{ answerTokens: 0 }, 'answerTokens'],
  ])('refuses %j', (options, message) => {
    expect(() => new Simulator({ dialect: 'openai', models: ['m'], ...options })).toThrow(message);
  });
});
