import { Simulator } from '../../src/simulator/index.js';
import { type Answer, ask, chat } from '../support/ask.js';
import { configuration, entry } from '../support/configuration.js';
import { dig } from '../support/dig.js';
import { type Olla, start } from '../support/olla.js';

const MODEL = 'small';
const KEYS = {
  rare: { requests_per_minute: 2 },
  daily: { requests_per_day: 1 },
  frugal: { tokens_per_minute: 10 },
  streams: { tokens_per_minute: 10 },
  told: { tokens_per_day: 10 },
  broken: { tokens_per_day: 10 },
  free: {},
} as const;
type Key = keyof typeof KEYS;

jest.setTimeout(30_000);

describe('the limits of a key', () => {
  const simulator = new Simulator({ dialect: 'openai', models: [MODEL], answerTokens: 30 });
  let olla: Olla;
  const by = (key: Key, more: object = {}): Promise<Answer> =>
    chat(olla.url, MODEL, { headers: { authorization: `Bearer secret-of-caller-${key}` }, more });
  const used = (answer: Answer): number => dig(answer.json(), 'usage', 'total_tokens') as number;

  beforeAll(async () => {
    const { url } = await simulator.start();
    const keys = Object.entries(KEYS).map(([name, limits]) => ({
      name,
      key: `secret-of-caller-${name}`,
      limits,
    }));
    const access = { authenticator: 'keys', keys };
    olla = await start({ ...configuration([entry({ name: 'sim', url })]), access });
  });
  afterAll(async () => {
    await olla.kill();
    await simulator.kill();
  });

  it('lets so many requests through in a minute, and tells the others when to come back', async () => {
    const first = await by('rare');
    expect(first.status).toBe(200);
    expect(first.header('ratelimit-policy')).toBe('"key";q=2;w=60');
    expect(first.header('ratelimit')).toBe('"key";r=1;t=30');
    expect((await by('rare')).status).toBe(200);
    const refused = await by('rare');
    expect(refused.status).toBe(429);
    expect(dig(refused.json(), 'error')).toMatchObject({
      message: 'Your limit of 2 requests per minute is used up',
      type: 'rate_limit_error',
      code: 'rate_limited',
    });
    expect(Number(refused.header('retry-after'))).toBeGreaterThan(27);
    expect(Number(refused.header('retry-after'))).toBeLessThanOrEqual(30);
    expect((await by('free')).status).toBe(200);
  });

  it('refuses in the dialect of the path', async () => {
    const headers = { authorization: 'Bearer secret-of-caller-daily', 'content-type': 'application/json' };
    const body = JSON.stringify({ model: MODEL, messages: [] });
    await by('daily');
    const refused = await ask(`${olla.url}/olla/ollama/api/chat`, { body, headers });
    expect(refused.status).toBe(429);
    expect(refused.json()).toEqual({ error: 'Your limit of 1 request per day is used up' });
  });

  it('lasts for a day until midnight UTC', async () => {
    const answer = await by('daily');
    const untilMidnight = 86_400 - (Math.floor(Date.now() / 1_000) % 86_400);
    expect(answer.status).toBe(429);
    expect(Math.abs(Number(answer.header('retry-after')) - untilMidnight)).toBeLessThan(5);
  });

  it('counts the tokens that an answer tells, and waits until they are back', async () => {
    const first = await by('frugal');
    expect(first.status).toBe(200);
    expect(first.header('ratelimit-policy')).toBe('"key-tokens";q=10;w=60;qu="tokens"');
    const seconds = (used(first) - 10 + 1) * 6;
    const refused = await by('frugal');
    expect(refused.status).toBe(429);
    expect(refused.header('ratelimit')).toMatch(/^"key-tokens";r=0;t=\d+$/);
    expect(Math.abs(Number(refused.header('retry-after')) - seconds)).toBeLessThan(4);
  });

  it('counts the tokens of a stream as it tells them in its last event', async () => {
    const stream_options = { include_usage: true };
    const first = await by('told', { stream: true, stream_options });
    expect(first.text).toContain('"total_tokens"');
    expect((await by('told')).status).toBe(429);
  });

  it('estimates the tokens of a stream that tells none', async () => {
    const first = await by('streams', { stream: true });
    expect(first.status).toBe(200);
    expect(first.text).not.toContain('"usage"');
    const estimate = (JSON.stringify({ model: MODEL }).length + 80) / 4 + first.body.length / 200;
    const refused = await by('streams');
    expect(refused.status).toBe(429);
    const debt = Number(refused.header('retry-after')) / 6 + 10;
    expect(debt).toBeGreaterThan(estimate / 2);
    expect(debt).toBeLessThan(estimate * 2);
  });

  it('counts an answer that breaks off as far as it came', async () => {
    await simulator.setFault({ kind: 'cut', afterFrames: 3 });
    const broken = await by('broken', { stream: true });
    expect([broken.status, broken.complete]).toEqual([200, false]);
    await simulator.setFault({ kind: 'none' });
    expect((await by('broken')).status).toBe(429);
  });

  it('says nothing to a key without limits', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => by('free')));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    expect(answers[0]!.headers).not.toHaveProperty('ratelimit');
  });

  it('names the key in the log, and never shows it', () => {
    expect(olla.stdout).toContain('"caller":"rare"');
    expect(olla.log()).not.toContain('secret-');
  });
});
