import { setTimeout as sleep } from 'node:timers/promises';
import { type Answer, AS_JSON, ask, chat } from '../support/ask.js';
import { answers, Backend } from '../support/backend.js';
import { refuses } from '../support/behaviours.js';
import { configuration, entry } from '../support/configuration.js';
import { type Olla, start } from '../support/olla.js';
import { dig } from '../support/dig.js';
import { until } from '../support/until.js';

const MODEL = 'shared';
const SOURCES = ['session_header', 'prefix_hash', 'auth_header', 'ip'];

jest.setTimeout(30_000);

const servedBy = (answer: Answer): string => answer.header('x-olla-endpoint');
const stickyOf = (answer: Answer): string[] => [
  answer.header('x-olla-sticky-session'),
  answer.header('x-olla-sticky-key-source'),
  answer.header('x-olla-session-id'),
];

describe('sticky sessions', () => {
  const backends = ['a', 'b', 'c'].map((name) => new Backend(name, [MODEL, 'other']));
  let olla: Olla;

  beforeAll(async () => {
    await Promise.all(backends.map((backend) => backend.start()));
    const proxy = {
      load_balancer: 'round-robin',
      sticky_sessions: { enabled: true, key_sources: SOURCES },
    };
    olla = await start(
      configuration(
        backends.map((backend) => entry(backend)),
        { proxy },
      ),
    );
  });
  afterAll(async () => {
    await olla.kill();
    await Promise.all(backends.map((backend) => backend.stop()));
  });

  const inSession = (session: string, model = MODEL): Promise<Answer> =>
    chat(olla.url, model, { headers: { 'x-olla-session-id': session } });
  const homeOf = (answer: Answer): Backend => backends.find(({ name }) => name === servedBy(answer))!;
  const wordless = JSON.stringify({ model: MODEL, input: 'no conversation' });

  it.each([
    ['session_header', () => inSession('one'), 'one'],
    ['prefix_hash', () => chat(olla.url, MODEL), ''],
    [
      'auth_header',
      () => chat(olla.url, MODEL, { body: wordless, headers: { authorization: 'Bearer key-1' } }),
      '',
    ],
    ['ip', () => chat(olla.url, MODEL, { body: wordless }), ''],
  ] as const)('keep to one endpoint by their %s', async (source, send, echoed) => {
    const first = await send();
    expect(stickyOf(first)).toEqual(['miss', source, echoed]);
    for (let i = 0; i < 6; i++) {
      const next = await send();
      expect(stickyOf(next)).toEqual(['hit', source, echoed]);
      expect(servedBy(next)).toBe(servedBy(first));
    }
  });

  it('take the prompt for the conversation where there are no messages', async () => {
    const complete = (prompt: string): Promise<Answer> =>
      ask(`${olla.url}/olla/openai/v1/completions`, {
        body: JSON.stringify({ model: MODEL, prompt }),
        headers: AS_JSON,
      });
    expect(stickyOf(await complete('once upon a time'))).toEqual(['miss', 'prefix_hash', '']);
    expect(stickyOf(await complete('once upon a time'))).toEqual(['hit', 'prefix_hash', '']);
    expect(stickyOf(await complete('once upon another'))).toEqual(['miss', 'prefix_hash', '']);
  });

  it('are other ones for another key and for another model', async () => {
    await inSession('many');
    const served = new Set<string>();
    for (let i = 0; i < 6; i++) {
      const answer = await inSession(`many-${i}`);
      expect(stickyOf(answer)).toEqual(['miss', 'session_header', `many-${i}`]);
      served.add(servedBy(answer));
    }
    expect([...served].toSorted()).toEqual(['a', 'b', 'c']);
    expect(stickyOf(await inSession('many', 'other'))[0]).toBe('miss');
    expect(stickyOf(await inSession('many'))[0]).toBe('hit');
  });

  it('move when another endpoint had to answer, and stay there', async () => {
    const home = homeOf(await inSession('moving'));
    home.behaviour = refuses(503);
    const moved = await inSession('moving');
    home.behaviour = answers();
    expect(moved.status).toBe(200);
    expect(stickyOf(moved)).toEqual(['repin', 'session_header', 'moving']);
    expect(servedBy(moved)).not.toBe(home.name);
    const next = await inSession('moving');
    expect(stickyOf(next)[0]).toBe('hit');
    expect(servedBy(next)).toBe(servedBy(moved));
  });

  it('find a new home when theirs dies, and leave those of others alone', async () => {
    const names = ['x', 'y', 'z'];
    const before = await Promise.all(names.map((name) => inSession(name)));
    const [orphan] = before;
    const dying = homeOf(orphan!);
    await dying.stop();
    const adopted = await inSession('x');
    expect(adopted.status).toBe(200);
    expect(['miss', 'repin']).toContain(stickyOf(adopted)[0]);
    expect(servedBy(adopted)).not.toBe(dying.name);
    const others = names.filter((_name, i) => servedBy(before[i]!) !== dying.name);
    expect(others.length).toBeGreaterThan(0);
    for (const name of others) {
      const answer = await inSession(name);
      expect(stickyOf(answer)[0]).toBe('hit');
      expect(servedBy(answer)).toBe(servedBy(before[names.indexOf(name)]!));
    }
    await dying.start();
    await until('it is back', async () => dig(await olla.endpoint(dying.name), 'status') === 'healthy');
    const later = await inSession('x');
    expect([stickyOf(later)[0], servedBy(later)]).toEqual(['hit', servedBy(adopted)]);
  });
});

describe('sticky sessions by the session header alone', () => {
  const backend = new Backend('only', [MODEL]);
  let olla: Olla;

  beforeAll(async () => {
    await backend.start();
    const sticky_sessions = { enabled: true, key_sources: ['session_header'], idle_ttl_seconds: 1 };
    olla = await start(configuration([entry(backend)], { proxy: { sticky_sessions } }));
  });
  afterAll(async () => {
    await olla.kill();
    await backend.stop();
  });

  it('are off for a request without it, and its answer says so', async () => {
    expect(stickyOf(await chat(olla.url, MODEL))).toEqual(['disabled', '', '']);
  });

  it('are forgotten when nobody came for as long as they last', async () => {
    const headers = { 'x-olla-session-id': 'brief' };
    expect(stickyOf(await chat(olla.url, MODEL, { headers }))[0]).toBe('miss');
    expect(stickyOf(await chat(olla.url, MODEL, { headers }))[0]).toBe('hit');
    await sleep(1_100);
    expect(stickyOf(await chat(olla.url, MODEL, { headers }))[0]).toBe('miss');
  });
});
