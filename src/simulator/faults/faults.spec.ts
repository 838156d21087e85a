import { connect } from 'node:net';
import { Simulator, type SimulatorOptions } from '../index.js';

const running: Simulator[] = [];

async function start(options: Partial<SimulatorOptions> = {}) {
  const simulator = new Simulator({ dialect: 'openai', name: 'gpu-1', models: ['m'], ...options });
  running.push(simulator);
  return { simulator, ...(await simulator.start()) };
}

const chat = { model: 'm', messages: [{ role: 'user', content: 'hello' }] };
const ask = (url: string, more: object = {}): Promise<Response> =>
  fetch(`${url}/v1/chat/completions`, { method: 'POST', body: JSON.stringify({ ...chat, ...more }) });
const sendFault = (url: string, fault: unknown): Promise<Response> =>
  fetch(`${url}/sim/fault`, { method: 'POST', body: JSON.stringify(fault) });
const codeOf = async (failing: Promise<unknown>): Promise<unknown> => {
  const error = await failing.then(
    () => new Error('it did not fail'),
    (thrown: Error) => thrown,
  );
  return (error.cause as NodeJS.ErrnoException | undefined)?.code ?? error.message;
};

afterEach(async () => {
  await Promise.all(running.splice(0).map((simulator) => simulator.kill()));
});

describe('faults over HTTP', () => {
  it('shows the present one, and says what is right about a bad one', async () => {
    const { url } = await start();
    expect(await (await fetch(`${url}/sim/fault`)).json()).toEqual({ kind: 'none' });
    await sendFault(url, { kind: 'slow', delayMs: 5 });
    expect(await (await fetch(`${url}/sim/fault`)).json()).toEqual({ kind: 'slow', delayMs: 5 });
    const bad = await sendFault(url, { kind: 'slow', delayMs: 'long' });
    expect(bad.status).toBe(400);
    expect(await bad.json()).toEqual({ error: expect.stringContaining('"delayMs" must be a number') });
  });

  it('refuse closes the port for real; the control port opens it again', async () => {
    const { url, controlUrl = '' } = await start({ controlPort: 0 });
    await ask(url);
    expect((await sendFault(controlUrl, { kind: 'refuse' })).status).toBe(200);
    expect(await codeOf(ask(url))).toBe('ECONNREFUSED');
    expect(await (await fetch(`${controlUrl}/sim/state`)).json()).toMatchObject({ open: false });
    await sendFault(controlUrl, { kind: 'none' });
    expect((await ask(url)).status).toBe(200);
  });

  it('refuse destroys the sockets of those who are being served', async () => {
    const { url, simulator } = await start({ tokensPerSecond: 5 });
    const response = await ask(url, { stream: true });
    await simulator.setFault({ kind: 'refuse' });
    await expect(response.text()).rejects.toThrow('terminated');
    expect(simulator.state()).toMatchObject({ running: 0, cancelled: 1 });
  });

  it('refuse needs a way back: a control port or an end', async () => {
    const { url } = await start();
    const refused = await sendFault(url, { kind: 'refuse' });
    expect(refused.status).toBe(400);
    expect(await refused.json()).toEqual({ error: expect.stringContaining('control port') });
    expect((await sendFault(url, { kind: 'refuse', forMs: 80 })).status).toBe(200);
    while ((await codeOf(ask(url))) !== 'ECONNREFUSED') await new Promise(setImmediate);
    while ((await ask(url).catch(() => undefined))?.status !== 200)
      await new Promise((r) => setTimeout(r, 10));
  });

  it('hang never sends a header, but leaves health checks alone', async () => {
    const { url, simulator } = await start();
    await simulator.setFault({ kind: 'hang' });
    const client = new AbortController();
    const hanging = fetch(`${url}/v1/chat/completions`, {
      method: 'POST',
      body: JSON.stringify(chat),
      signal: client.signal,
    });
    expect((await fetch(`${url}/health`)).status).toBe(200);
    expect((await fetch(`${url}/v1/models`)).status).toBe(200);
    const first = await Promise.race([hanging, new Promise((resolve) => setTimeout(resolve, 30, 'silence'))]);
    expect(first).toBe('silence');
    client.abort();
    await expect(hanging).rejects.toThrow('aborted');
  });

  it('status answers with that status, in its dialect, with Retry-After when asked', async () => {
    const { url, simulator } = await start({ dialect: 'vllm' });
    await simulator.setFault({ kind: 'status', status: 503, retryAfter: 7, health: true });
    const response = await ask(url);
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '7']);
    expect(await response.json()).toMatchObject({ error: { code: 503, message: 'simulated failure (503)' } });
    expect((await fetch(`${url}/health`)).status).toBe(503);
  });

  it('flaky fails the share it was told to', async () => {
    const { url, simulator } = await start();
    await simulator.setFault({ kind: 'flaky', share: 0.25 });
    const statuses: number[] = [];
    for (let at = 0; at < 8; at++) statuses.push((await ask(url)).status);
    expect(statuses).toEqual([200, 200, 200, 500, 200, 200, 200, 500]);
  });

  it('slow waits before the headers', async () => {
    const { url, simulator } = await start();
    await simulator.setFault({ kind: 'slow', delayMs: 40 });
    const before = performance.now();
    expect((await ask(url)).status).toBe(200);
    expect(performance.now() - before).toBeGreaterThan(38);
  });

  it('cut breaks a stream off after so many frames, and an answer in its middle', async () => {
    const { url, simulator } = await start();
    await simulator.setFault({ kind: 'cut', afterFrames: 2 });
    const stream = await ask(url, { stream: true });
    let seen = '';
    const read = async (): Promise<void> => {
      const decoder = new TextDecoder();
      for await (const chunk of stream.body ?? []) seen += decoder.decode(chunk as Uint8Array);
    };
    await expect(read()).rejects.toThrow('terminated');
    expect(seen.match(/\n\n/g)).toHaveLength(2);
    const whole = await ask(url);
    expect(whole.status).toBe(200);
    await expect(whole.text()).rejects.toThrow('terminated');
  });

  it('cut breaks even the shortest stream', async () => {
    const { url, simulator } = await start();
    await simulator.setFault({ kind: 'cut', afterFrames: 1_000 });
    const stream = await ask(url, { stream: true, max_tokens: 1 });
    await expect(stream.text()).rejects.toThrow('terminated');
  });

  it('reset ends the connection without an answer', async () => {
    const { url, simulator } = await start();
    await simulator.setFault({ kind: 'reset' });
    expect(await codeOf(ask(url))).toBe('ECONNRESET');
  });

  it('malformed is no HTTP at all', async () => {
    const { port, simulator } = await start();
    await simulator.setFault({ kind: 'malformed', health: true });
    const bytes = await new Promise<string>((resolve) => {
      let seen = '';
      const socket = connect(port, '127.0.0.1', () =>
        socket.write('GET /health HTTP/1.1\r\nHost: x\r\n\r\n'),
      );
      socket.on('data', (chunk) => (seen += chunk.toString())).on('close', () => resolve(seen));
    });
    expect(bytes).toContain('I speak no HTTP');
  });

  it('malformed can be a body that makes no sense', async () => {
    const { url, simulator } = await start();
    await simulator.setFault({ kind: 'malformed', variant: 'body', afterFrames: 1 });
    const whole = await (await ask(url)).text();
    expect(() => JSON.parse(whole)).toThrow('JSON');
    const frames = (await (await ask(url, { stream: true })).text()).trim().split('\n\n');
    expect(frames).toHaveLength(2);
    expect(() => JSON.parse(frames[0]!.slice(6))).not.toThrow();
    expect(() => JSON.parse(frames[1]!.slice(6))).toThrow('JSON');
  });
});
