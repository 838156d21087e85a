import { Ollama } from 'ollama';
import OpenAI from 'openai';
import { type Behaviour } from '../support/backend.js';
import { Flood, streams } from '../support/behaviours.js';
import { dig } from '../support/dig.js';
import { type PairedOlla, startPairs } from '../support/pairs.js';
import { RawStream } from '../support/streams.js';
import { within } from '../support/until.js';

const CASES = [
  'events',
  'lines',
  'whole',
  'packed',
  'sdk',
  'ollama-client',
  'anthropic',
  'silent',
  'slow-reader',
  'head-only',
] as const;
const READ_TIMEOUT_MS = 800;
/** More than the buffers between a backend and a client who does not read can hold. */
const FLOOD_BYTES = 32 * 1024 * 1024;

jest.setTimeout(30_000);

describe.each(['olla', 'sherpa'])('an answer that breaks off in the middle (%s)', (engine) => {
  let fleet: PairedOlla<(typeof CASES)[number]>;

  beforeAll(async () => {
    fleet = await startPairs(CASES, { proxy: { engine, read_timeout: `${READ_TIMEOUT_MS}ms` } });
  });
  afterAll(() => fleet.stop());

  it('ends an event stream with an error event, no [DONE], and a connection that is cut', async () => {
    const { first, second, model } = fleet.pair('events');
    first.behaviour = streams({ frames: 10, cutAfter: 3 });
    const stream = new RawStream(fleet.olla.url, { model });
    expect(await within('the end', 5_000, stream.ended)).toBe('cut');
    expect([stream.status, stream.frames, stream.wrong]).toEqual([200, 3, []]);
    expect(stream.payloads).toHaveLength(4);
    const told: unknown = JSON.parse(stream.payloads[3]!);
    expect(dig(told, 'error')).toMatchObject({ code: 'upstream_stream', type: 'api_error' });
    expect(dig(told, 'error', 'message')).toEqual(expect.any(String));
    expect(stream.body).not.toContain('[DONE]');
    expect(second.requests).toHaveLength(0);
  });

  it('is no reason to take the endpoint out', async () => {
    const { first, model } = fleet.pair('events');
    first.behaviour = streams({ frames: 2 });
    const stream = new RawStream(fleet.olla.url, { model });
    expect(await stream.ended).toBe('whole');
    expect(stream.payloads.at(-1)).toBe('[DONE]');
    const endpoint = await fleet.olla.endpoint(first.name);
    expect(endpoint).toMatchObject({ status: 'healthy', circuit_breaker: { state: 'closed', failures: 0 } });
  });

  it('ends a stream of JSON lines with a line that tells the error', async () => {
    const { first, model } = fleet.pair('lines');
    first.behaviour = streams({ frames: 10, cutAfter: 3, kind: 'ndjson' });
    const stream = new RawStream(fleet.olla.url, { model, path: '/olla/proxy/api/chat' });
    expect(await within('the end', 5_000, stream.ended)).toBe('cut');
    expect([stream.frames, stream.wrong]).toEqual([3, []]);
    const told: unknown = JSON.parse(stream.payloads[3]!);
    expect(told).toEqual({ error: expect.any(String) });
  });

  it('tells it as Anthropic does where its dialect is spoken', async () => {
    const { first, model } = fleet.pair('anthropic');
    first.behaviour = streams({ frames: 10, cutAfter: 1 });
    const stream = new RawStream(fleet.olla.url, { model, path: '/olla/proxy/v1/messages' });
    expect(await within('the end', 5_000, stream.ended)).toBe('cut');
    expect(stream.payloads.slice(1)).toEqual(['event: error', expect.any(String)]);
    expect(JSON.parse(stream.payloads[2]!)).toMatchObject({ type: 'error', error: { type: 'api_error' } });
  });

  it('cuts an answer of known length, and adds nothing to it', async () => {
    const { first, model } = fleet.pair('whole');
    first.behaviour = half({ 'content-type': 'application/json', 'content-length': 1_000 });
    const stream = new RawStream(fleet.olla.url, { model });
    expect(await within('the end', 5_000, stream.ended)).toBe('cut');
    expect(stream.header('content-length')).toBe('1000');
    expect(stream.body).toBe('{"half":');
  });

  it('cuts a compressed event stream, for nobody could read an event inside it', async () => {
    const { first, model } = fleet.pair('packed');
    first.behaviour = half({ 'content-type': 'text/event-stream', 'content-encoding': 'gzip' });
    const stream = new RawStream(fleet.olla.url, { model });
    expect(await within('the end', 5_000, stream.ended)).toBe('cut');
    expect(stream.body).toBe('{"half":');
  });

  it('is cut too when nothing but its head has come', async () => {
    const { first, model } = fleet.pair('head-only');
    first.behaviour = (response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
      setImmediate(() => response.socket!.destroy());
    };
    const stream = new RawStream(fleet.olla.url, { model });
    expect(await within('the end', 5_000, stream.ended)).toBe('cut');
    expect(stream.payloads).toHaveLength(1);
    expect(dig(JSON.parse(stream.payloads[0]!), 'error', 'code')).toBe('upstream_stream');
  });

  it('makes the official OpenAI client throw', async () => {
    const { first, model } = fleet.pair('sdk');
    first.behaviour = streams({ frames: 10, cutAfter: 3 });
    const client = new OpenAI({ baseURL: `${fleet.olla.url}/olla/openai/v1`, apiKey: 'any', maxRetries: 0 });
    const words: string[] = [];
    const reading = async (): Promise<void> => {
      const messages = [{ role: 'user' as const, content: 'Hello' }];
      const stream = await client.chat.completions.create({ model, messages, stream: true });
      for await (const chunk of stream) words.push(chunk.choices[0]?.delta.content ?? '');
    };
    await expect(reading()).rejects.toThrow(OpenAI.APIError);
    expect(words).toEqual(['word0 ', 'word1 ', 'word2 ']);
  });

  it('makes the official Ollama client throw', async () => {
    const { first, model } = fleet.pair('ollama-client');
    first.behaviour = streams({ frames: 10, cutAfter: 3, kind: 'ndjson' });
    const client = new Ollama({ host: `${fleet.olla.url}/olla/proxy` });
    const words: string[] = [];
    const reading = async (): Promise<void> => {
      const messages = [{ role: 'user', content: 'Hello' }];
      for await (const part of await client.chat({ model, messages, stream: true }))
        words.push(part.message.content);
    };
    // Without a line that tells the error it would say: "Did not receive done or success response in stream."
    await expect(reading()).rejects.toThrow(/^(?!Did not receive)./);
    expect(words).toEqual(['word0 ', 'word1 ', 'word2 ']);
  });

  it('for silence beyond read_timeout is told of, and the backend let go', async () => {
    const { first, model } = fleet.pair('silent');
    first.behaviour = streams({ frames: 10, silentAfter: 2 });
    const stream = new RawStream(fleet.olla.url, { model });
    await stream.seen(2);
    const silentAt = performance.now();
    expect(await within('the end', 5_000, stream.ended)).toBe('cut');
    const silence = performance.now() - silentAt;
    expect(silence).toBeGreaterThanOrEqual(READ_TIMEOUT_MS - 100);
    expect(silence).toBeLessThan(READ_TIMEOUT_MS + 1_000);
    expect(dig(JSON.parse(stream.payloads[2]!), 'error', 'code')).toBe('upstream_stalled');
    await within('the backend notices', 1_000, first.requests[0]!.left);
  });

  it('never comes of a client that reads slowly', async () => {
    const { first, model } = fleet.pair('slow-reader');
    first.behaviour = new Flood(FLOOD_BYTES).behaviour;
    const stream = new RawStream(fleet.olla.url, { model });
    await stream.begun();
    stream.pause();
    // What is waited for is that nothing happens: for three times as long as a backend may be silent.
    const left = within('the backend is left', 3 * READ_TIMEOUT_MS, first.requests[0]!.left);
    await expect(left).rejects.toThrow('not within');
    stream.resume();
    expect(await within('the end', 10_000, stream.ended)).toBe('whole');
    expect(stream.body.length).toBe(FLOOD_BYTES);
  });
});

/** Begins an answer with these headers and breaks off. */
const half =
  (headers: object): Behaviour =>
  (response) => {
    response.writeHead(200, { ...headers });
    response.write('{"half":', () => response.socket!.destroy());
  };
