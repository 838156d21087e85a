import { setTimeout } from 'node:timers/promises';
import OpenAI from 'openai';
import { Simulator } from '../../src/simulator/index.js';
import { ask, chat } from '../support/ask.js';
import { configuration } from '../support/configuration.js';
import { type Olla, start } from '../support/olla.js';
import { endpointOf } from '../support/simulated-fleet.js';
import { until } from '../support/until.js';

const MODEL = 'llama3.2:latest';
const TTFT_MS = 300;

jest.setTimeout(60_000);

const body = (more: object = {}): string =>
  JSON.stringify({ model: MODEL, messages: [{ role: 'user', content: 'hi' }], max_tokens: 4, ...more });
const times = <T>(count: number, make: (at: number) => T): T[] =>
  Array.from({ length: count }, (_, at) => make(at));

describe('a server with one slot behind a queue', () => {
  const server = new Simulator({
    dialect: 'ollama',
    name: 'one',
    models: [MODEL],
    slots: 1,
    ttftMs: TTFT_MS,
  });
  let olla: Olla;
  const path = '/olla/openai/v1/chat/completions';
  const post = (headers: Record<string, string> = {}, more: object = {}) =>
    ask(`${olla.url}${path}`, {
      body: body(more),
      headers: { 'content-type': 'application/json', ...headers },
    });

  beforeAll(async () => {
    olla = await start(
      configuration([await endpointOf(server, 'own', { max_concurrent: 1 })], {
        proxy: {
          load_balancer: 'expected-wait',
          queue: { max_requests: 6, max_wait: '20s', ping_after: '200ms' },
        },
      }),
    );
    await chat(olla.url, MODEL);
  });
  afterAll(async () => {
    await olla.kill();
    await server.kill();
  });

  it('is never sent more than it serves at once, and everybody is served', async () => {
    let most = 0;
    const watch = setInterval(() => (most = Math.max(most, server.state().waiting)), 10);
    const answers = await Promise.all(times(5, () => post()));
    clearInterval(watch);
    expect(most).toBe(0);
    expect(answers.map(({ status }) => status)).toEqual(times(5, () => 200));
    const positions = answers
      .map((answer) => Number(answer.header('x-olla-queue-position') || 0))
      .sort((a, b) => a - b);
    expect(positions).toEqual([0, 1, 2, 3, 4]);
    const waits = answers.map((answer) => parseInt(answer.header('x-olla-queue-wait') || '0', 10));
    expect(Math.max(...waits)).toBeGreaterThanOrEqual(3 * TTFT_MS);
    const last = answers.find((answer) => answer.header('x-olla-queue-position') === '4')!;
    const story = await ask(`${olla.url}/internal/requests/${last.header('x-olla-request-id')}`);
    const { queue } = JSON.parse(story.text) as { queue: Record<string, unknown> };
    expect(queue).toMatchObject({ position: 4, waits_for: 'one', expected_wait_ms: expect.any(Number) });
    expect(queue['waited_ms']).toBeGreaterThanOrEqual(3 * TTFT_MS - 1);
  });

  it('answers a full queue with 503 and when to come back', async () => {
    const answers = await Promise.all(times(9, () => post()));
    const refused = answers.filter(({ status }) => status === 503);
    expect(refused).toHaveLength(2);
    for (const answer of refused) {
      expect(Number(answer.header('retry-after'))).toBeGreaterThanOrEqual(1);
      expect(answer.text).toContain('queue_full');
    }
  });

  it('gives up a request whose time is over before it is sent', async () => {
    const before = server.requests().totals.generations;
    const [served, hasty] = await Promise.all([post(), post({ 'x-olla-max-wait': '0.1' })]);
    expect([served.status, hasty.status]).toEqual([200, 503]);
    expect(hasty.text).toContain('queue_timeout');
    expect(server.requests().totals.generations).toBe(before + 1);
  });

  it('sends nobody whose time is over, however close it was', async () => {
    const before = server.requests().totals.generations;
    const limits = [0.25, 0.5, 0.7, 0.95, 1.2, 1.4];
    const answers = await Promise.all(limits.map((seconds) => post({ 'x-olla-max-wait': String(seconds) })));
    const served = answers.filter(({ status }) => status === 200);
    for (const [at, answer] of answers.entries()) {
      const waited = parseInt(answer.header('x-olla-queue-wait') || '0', 10);
      if (answer.status === 200) expect(waited).toBeLessThanOrEqual(limits[at]! * 1_000 + 1);
      else expect(Number(answer.header('retry-after'))).toBeGreaterThanOrEqual(1);
    }
    expect(served.length).toBeGreaterThan(1);
    expect(server.requests().totals.generations).toBe(before + served.length);
  });

  it('tells a client that streams that it is alive, and streams to the end', async () => {
    const client = new OpenAI({ baseURL: `${olla.url}/olla/openai/v1`, apiKey: 'none' });
    const [, raw] = await Promise.all([post(), post({}, { stream: true })]);
    expect(raw.text).toMatch(/^(?:: waiting for a free endpoint\n\n)+: one answers, after \d+ ms\n\ndata: /);
    expect(raw.text).toContain('data: [DONE]');
    const streams = await Promise.all(
      times(4, async () => {
        const stream = await client.chat.completions.create({
          model: MODEL,
          messages: [{ role: 'user', content: 'hi' }],
          max_tokens: 4,
          stream: true,
        });
        let said = '';
        for await (const chunk of stream) said += chunk.choices[0]?.delta.content ?? '';
        return said;
      }),
    );
    for (const said of streams) expect(said).toContain('[one]');
  });

  it('lets go of whoever leaves', async () => {
    const before = server.requests().totals.generations;
    const leaving = new AbortController();
    const served = post();
    await until('one is served', () => server.state().running === 1);
    const left = fetch(`${olla.url}${path}`, {
      method: 'POST',
      body: body(),
      headers: { 'content-type': 'application/json' },
      signal: leaving.signal,
    }).catch(() => 'left');
    await setTimeout(TTFT_MS / 3);
    leaving.abort();
    await expect(left).resolves.toBe('left');
    await served;
    await post();
    expect(server.requests().totals.generations).toBe(before + 2);
  });
});
