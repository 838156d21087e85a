import { Simulator } from '../../src/simulator/index.js';
import { ask, chat, chatBody, AS_JSON } from '../support/ask.js';
import { Backend } from '../support/backend.js';
import { hangs, refuses, streams } from '../support/behaviours.js';
import { Collector } from '../support/collector.js';
import { configuration, entry } from '../support/configuration.js';
import { dig } from '../support/dig.js';
import { type Olla, start } from '../support/olla.js';
import { RawStream } from '../support/streams.js';
import { until } from '../support/until.js';

const SERVER = 2;
const WHOLE = 6;
const STREAMED = 4;
const FAILED_OVER = 3;
const BROKEN = 2;
const LEFT_WAITING = 2;
const LEFT_READING = 2;
const UNKNOWN = 3;
const TOO_MANY = 4;
const STRANGERS = 2;

const COMPLETED = WHOLE + STREAMED + FAILED_OVER + 1;
const CANCELLED = LEFT_WAITING + LEFT_READING;
const REFUSED = UNKNOWN + TOO_MANY + STRANGERS;
const REQUESTS = COMPLETED + BROKEN + CANCELLED + REFUSED;
const SUCCESSES = COMPLETED;
const FAILURES = FAILED_OVER + BROKEN;

type Row = Readonly<Record<string, unknown>>;

jest.setTimeout(60_000);

describe.each(['olla', 'sherpa'])('what was sent, and what each place says of it (%s)', (engine) => {
  const simulator = new Simulator({ dialect: 'openai', name: 'sim', models: ['small'], answerTokens: 12 });
  const failing = new Backend('failing', ['both', 'shaky']);
  const sound = new Backend('sound', ['both']);
  const collector = new Collector();
  let olla: Olla;
  let metrics: ReadonlyMap<string, number>;
  let tokens = { in: 0, out: 0 };

  const key = (name: string) => ({ authorization: `Bearer secret-of-caller-${name}` });
  const take = async (path: string): Promise<unknown> => (await ask(`${olla.url}${path}`)).json();
  const rows = async (path: string, of: string): Promise<Row[]> => dig(await take(path), of) as Row[];
  const lines = (msg: string): Row[] =>
    olla.stdout
      .split('\n')
      .filter((line) => line.includes(`"msg":"${msg}"`))
      .map((line) => JSON.parse(line) as Row);

  beforeAll(async () => {
    const { url } = await simulator.start();
    await Promise.all([collector.start(), failing.start(), sound.start()]);
    const endpoints = [entry({ name: 'sim', url }), entry(failing), entry(sound, { priority: 50 })];
    const access = {
      authenticator: 'keys',
      keys: [
        { name: 'ada', key: 'secret-of-caller-ada' },
        { name: 'rare', key: 'secret-of-caller-rare', limits: { requests_per_minute: 1 } },
      ],
    };
    const tracing = { enabled: true, endpoint: collector.url };
    const env = { OTEL_BSP_SCHEDULE_DELAY: '100' };
    olla = await start({ ...configuration(endpoints, { proxy: { engine } }), access, tracing }, { env });
    await traffic();
    await until('nothing is under way', async () => {
      return dig(await take('/internal/status'), 'system', 'active_connections') === 0;
    });
    await until('the log has it all', () => lines('Access log').length >= REQUESTS);
    metrics = samples((await ask(`${olla.url}/internal/metrics`)).text);
  });
  afterAll(async () => {
    await olla.kill();
    await Promise.all([simulator.kill(), collector.stop(), failing.stop(), sound.stop()]);
  });

  async function traffic(): Promise<void> {
    const { url } = olla;
    for (let i = 0; i < WHOLE; i++) {
      const usage = dig((await chat(url, 'small', { headers: key('ada') })).json(), 'usage');
      tokens = {
        in: tokens.in + (dig(usage, 'prompt_tokens') as number),
        out: tokens.out + (dig(usage, 'completion_tokens') as number),
      };
    }
    for (let i = 0; i < STREAMED; i++) {
      const more = { stream: true, stream_options: { include_usage: true } };
      const { text } = await chat(url, 'small', { headers: key('ada'), more });
      tokens = {
        in: tokens.in + Number(/"prompt_tokens":(\d+)/.exec(text)![1]),
        out: tokens.out + Number(/"completion_tokens":(\d+)/.exec(text)![1]),
      };
    }
    failing.behaviour = refuses(500);
    for (let i = 0; i < FAILED_OVER; i++) await chat(url, 'both', { headers: key('ada') });
    failing.behaviour = streams({ frames: 10, cutAfter: 2 });
    for (let i = 0; i < BROKEN; i++) await new RawStream(url, { model: 'shaky', headers: key('ada') }).ended;
    await leaveEarly();
    for (let i = 0; i < UNKNOWN; i++) await chat(url, 'nobody-has-this', { headers: key('ada') });
    for (let i = 0; i < TOO_MANY + 1; i++) await chat(url, 'small', { headers: key('rare') });
    for (let i = 0; i < STRANGERS; i++) await chat(url, 'small', { headers: key('unheard-of') });
  }

  async function leaveEarly(): Promise<void> {
    failing.behaviour = hangs;
    const before = failing.requests.length;
    for (let i = 1; i <= LEFT_WAITING; i++) {
      const stream = new RawStream(olla.url, { model: 'shaky', headers: key('ada') });
      await until('it waits', () => failing.requests.length === before + i);
      stream.leave();
      await stream.ended;
    }
    failing.behaviour = streams({ frames: 1_000 });
    for (let i = 0; i < LEFT_READING; i++) {
      const stream = new RawStream(olla.url, { model: 'shaky', headers: key('ada') });
      await stream.seen(2);
      stream.leave();
      await stream.ended;
    }
  }

  it('is the same in the status', async () => {
    expect(dig(await take('/internal/status'), 'system')).toMatchObject({
      total_requests: SUCCESSES + FAILURES,
      total_failures: FAILURES,
    });
    const perEndpoint = await rows('/internal/status', 'endpoints');
    expect(Object.fromEntries(perEndpoint.map(({ name, requests }) => [name, requests]))).toEqual({
      sim: WHOLE + STREAMED + 1,
      failing: FAILED_OVER + BROKEN,
      sound: FAILED_OVER,
    });
  });

  it('is the same by model', async () => {
    const models = await rows('/internal/stats/models', 'models');
    const told = models.map((model) => [
      model['name'],
      model['successful_requests'],
      model['failed_requests'],
    ]);
    expect(told).toEqual([
      ['small', WHOLE + STREAMED + 1, 0],
      ['both', FAILED_OVER, FAILED_OVER],
      ['shaky', 0, BROKEN],
    ]);
    const summary = dig(await take('/internal/stats/models'), 'summary');
    expect(summary).toMatchObject({ total_requests: SUCCESSES + FAILURES, total_models: 3 });
  });

  it('is the same in the metrics', () => {
    expect(metrics.get('olla_requests_total')).toBe(SUCCESSES + FAILURES);
    expect(metrics.get('olla_failures_total')).toBe(FAILURES);
    expect(metrics.get('olla_endpoint_requests_total{endpoint="failing"}')).toBe(FAILED_OVER + BROKEN);
    expect(metrics.get('olla_outcomes_total{result="completed"}')).toBe(COMPLETED);
    expect(metrics.get('olla_outcomes_total{result="failed"}')).toBe(BROKEN);
    expect(metrics.get('olla_outcomes_total{result="cancelled"}')).toBe(CANCELLED);
    expect(metrics.get('olla_outcomes_total{result="refused"}')).toBe(REFUSED);
    expect(metrics.get('olla_model_requests_total{model="both"}')).toBe(2 * FAILED_OVER);
    expect(metrics.get('olla_request_attempts_sum')).toBe(SUCCESSES + FAILURES + CANCELLED);
    expect(metrics.get('olla_request_duration_seconds_count{model="small"}')).toBe(WHOLE + STREAMED + 1);
    expect(metrics.get('olla_failovers_total{reason="upstream_status"}')).toBe(FAILED_OVER);
    expect(metrics.get('olla_responses_total{code="429"}')).toBe(TOO_MANY);
    expect(metrics.get('olla_responses_total{code="401"}')).toBe(STRANGERS);
    expect(metrics.get('olla_responses_total{code="0"}')).toBe(LEFT_WAITING);
    expect(metrics.get('olla_caller_requests_total{caller="rare"}')).toBe(1 + TOO_MANY);
    expect(metrics.get('olla_tokens_total{type="output"}')).toBeGreaterThan(tokens.out);
    expect(metrics.get('olla_caller_tokens_total{caller="ada",type="output"}')).toBe(tokens.out);
  });

  it('is the same in the access log, refused and cancelled ones included', () => {
    const proxied = lines('Access log').filter(({ path }) => String(path).startsWith('/olla/'));
    expect(proxied).toHaveLength(REQUESTS);
    expect(countBy(proxied, 'status')).toEqual({
      0: LEFT_WAITING,
      200: COMPLETED + BROKEN + LEFT_READING,
      401: STRANGERS,
      404: UNKNOWN,
      429: TOO_MANY,
    });
    expect(lines('Request completed')).toHaveLength(COMPLETED);
    expect(lines('Request cancelled')).toHaveLength(CANCELLED);
    expect(lines('Request failed')).toHaveLength(BROKEN);
  });

  it('is the same in the history, attempt by attempt', async () => {
    const requests = await rows('/internal/requests?limit=1000', 'requests');
    expect(requests).toHaveLength(REQUESTS);
    expect(countBy(requests, 'result')).toEqual({
      completed: COMPLETED,
      failed: BROKEN,
      cancelled: CANCELLED,
      refused: REFUSED,
    });
    const logged = new Set(lines('Access log').map(({ request_id }) => request_id));
    for (const { id } of requests) expect(logged).toContain(id);
    const attempts = requests.reduce((sum, row) => sum + Number(row['attempts']), 0);
    expect(attempts).toBe(SUCCESSES + FAILURES + CANCELLED);
  });

  it('is the same in the traces', async () => {
    const requests = await until('all spans have come', () => {
      const found = collector.spans.filter(({ kind }) => kind === SERVER);
      return found.length >= REQUESTS ? found : undefined;
    });
    const told = requests.map(({ attributes }) => attributes);
    expect(countBy(told, 'olla.result')).toEqual({
      completed: COMPLETED,
      failed: BROKEN,
      cancelled: CANCELLED,
      refused: REFUSED,
    });
    const attempts = collector.spans.filter(({ kind }) => kind !== SERVER);
    expect(attempts).toHaveLength(SUCCESSES + FAILURES + CANCELLED);
    const ofAda = told.filter(
      (each) => each['olla.caller'] === 'ada' && each['gen_ai.request.model'] === 'small',
    );
    const out = ofAda.reduce((sum, each) => sum + Number(each['gen_ai.usage.output_tokens'] ?? 0), 0);
    expect(out).toBe(tokens.out);
  });

  it('counts the tokens that the backend counted', async () => {
    const requests = await rows('/internal/requests?limit=1000&model=small&caller=ada', 'requests');
    const sum = (name: string): number => requests.reduce((all, row) => all + Number(row[name] ?? 0), 0);
    expect({ in: sum('input_tokens'), out: sum('output_tokens') }).toEqual(tokens);
    const logged = lines('Request completed').filter(
      ({ caller, model }) => caller === 'ada' && model === 'small',
    );
    expect(logged.reduce((all, row) => all + Number(row['output_tokens']), 0)).toBe(tokens.out);
  });

  it('holds no secret, no query and no prompt', async () => {
    const body = chatBody('small', { messages: [{ role: 'user', content: 'the-prompt-itself' }] });
    const headers = { ...AS_JSON, ...key('ada'), 'x-request-id': 'secretive' };
    await ask(`${olla.url}/olla/openai/v1/chat/completions?api_key=sesame`, { body, headers });
    await until('it is told', () => olla.stdout.includes('secretive'));
    const story = (await ask(`${olla.url}/internal/requests/secretive`)).text;
    expect(story).toContain('secretive');
    for (const place of [olla.stdout, story])
      expect(place).not.toMatch(/sesame|the-prompt-itself|secret-of-caller/);
  });
});

function countBy(of: readonly Row[], name: string): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const row of of) counts[String(row[name])] = (counts[String(row[name])] ?? 0) + 1;
  return counts;
}

/** The samples of an exposition by name and labels. */
function samples(text: string): ReadonlyMap<string, number> {
  const told = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(told.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.split(' ').at(-1))]));
}
