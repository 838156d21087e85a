import { fileURLToPath } from 'node:url';
import { type AskOptions, ask, chat } from '../support/ask.js';
import { Backend } from '../support/backend.js';
import { refuses, resets, streams } from '../support/behaviours.js';
import { Collector, type SentSpan } from '../support/collector.js';
import { configuration, entry } from '../support/configuration.js';
import { type Olla, start } from '../support/olla.js';
import { RawStream } from '../support/streams.js';
import { until } from '../support/until.js';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const PARENT = '00f067aa0ba902b7';
const SERVER = 2;
const CLIENT = 3;
const ERROR = 2;
/** Batches leave soon: the standard variable says how soon, in milliseconds. */
const HASTY = { OTEL_BSP_SCHEDULE_DELAY: '100' };

jest.setTimeout(40_000);

describe('traces', () => {
  const collector = new Collector();
  const first = new Backend('first', ['both', 'alone']);
  const second = new Backend('second', ['both']);
  let olla: Olla;
  const config = (tracing: object): object => ({
    ...configuration([entry(first), entry(second, { priority: 50 })]),
    tracing,
  });
  const traced = (more: object = {}): object =>
    config({
      enabled: true,
      endpoint: collector.url,
      headers: { 'x-collector-token': 'secret-of-the-collector' },
      attributes: { 'deployment.environment.name': 'test' },
      ...more,
    });
  let asked = 0;
  const send = async (model: string, options: AskOptions & { more?: object } = {}): Promise<string> => {
    const id = `traced-${++asked}`;
    await chat(olla.url, model, { ...options, headers: { 'x-request-id': id, ...options.headers } });
    return id;
  };
  const spansOf = (id: string): Promise<readonly SentSpan[]> =>
    until('its spans have come', () => {
      const found = collector.of(id);
      return found.length > 0 ? found : undefined;
    });
  const got = (backend: Backend): string => String(backend.requests.at(-1)!.headers['traceparent']);

  beforeAll(async () => {
    await Promise.all([collector.start(), first.start(), second.start()]);
  });
  afterEach(async () => {
    first.behaviour = streams({ frames: 2 });
    await olla.kill();
  });
  afterAll(() => Promise.all([collector.stop(), first.stop(), second.stop()]));

  it('have a span for the request and one for its attempt, with what the model told', async () => {
    olla = await start(traced(), { env: HASTY });
    first.behaviour = (response) => {
      const usage = { prompt_tokens: 9, completion_tokens: 4, total_tokens: 13 };
      const choices = [{ index: 0, message: { role: 'assistant', content: 'Hi' }, finish_reason: 'stop' }];
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ model: 'alone-v2', choices, usage }));
    };
    const [request, attempt, ...others] = await spansOf(await send('alone'));
    expect(others).toEqual([]);
    expect(request).toMatchObject({
      name: 'POST /olla/openai/v1/chat/completions',
      kind: SERVER,
      parentSpanId: '',
      status: 0,
      attributes: {
        'http.request.method': 'POST',
        'http.route': '/olla/openai/v1/chat/completions',
        'http.response.status_code': 200,
        'url.path': '/olla/openai/v1/chat/completions',
        'client.address': '127.0.0.1',
        'gen_ai.operation.name': 'chat',
        'gen_ai.request.model': 'alone',
        'gen_ai.response.model': 'alone-v2',
        'gen_ai.response.finish_reasons': ['stop'],
        'gen_ai.usage.input_tokens': 9,
        'gen_ai.usage.output_tokens': 4,
        'olla.endpoint': 'first',
        'olla.attempts': 1,
        'olla.result': 'completed',
      },
    });
    expect(attempt).toMatchObject({
      name: 'chat alone',
      kind: CLIENT,
      traceId: request!.traceId,
      attributes: {
        'server.address': '127.0.0.1',
        'server.port': first.port,
        'http.response.status_code': 200,
        'olla.attempt.result': 'success',
      },
    });
    expect(got(first)).toBe(`00-${request!.traceId}-${attempt!.spanId}-01`);
    expect(collector.headers[0]).toMatchObject({ 'x-collector-token': 'secret-of-the-collector' });
    expect(collector.paths[0]).toBe('/v1/traces');
    expect(collector.resources[0]).toMatchObject({
      'service.name': 'olla',
      'deployment.environment.name': 'test',
    });
  });

  it('have a span for each attempt of a request that went on to another endpoint', async () => {
    olla = await start(traced(), { env: HASTY });
    first.behaviour = resets;
    const [request, ...attempts] = await spansOf(await send('both'));
    expect(request).toMatchObject({
      status: 0,
      attributes: { 'olla.endpoint': 'second', 'olla.attempts': 2 },
    });
    expect(request!.events).toContain('olla.failover');
    const told = attempts.map(({ attributes, status }) => [
      attributes['olla.endpoint'],
      attributes['olla.attempt.result'],
      status,
    ]);
    expect(told).toEqual([
      ['first', 'failed', ERROR],
      ['second', 'success', 0],
    ]);
    expect(got(second)).toBe(`00-${request!.traceId}-${attempts[1]!.spanId}-01`);
    expect(got(first)).toBe(`00-${request!.traceId}-${attempts[0]!.spanId}-01`);
  });

  it('tell of a stream that the client left, as nobody’s error', async () => {
    olla = await start(traced(), { env: HASTY });
    first.behaviour = streams({ frames: 1_000 });
    const headers = { 'x-request-id': 'left-early' };
    const stream = new RawStream(olla.url, { model: 'alone', headers });
    await stream.seen(3);
    stream.leave();
    const [request, attempt] = await spansOf('left-early');
    expect(request).toMatchObject({ status: 0, attributes: { 'olla.result': 'cancelled' } });
    expect(attempt).toMatchObject({ status: 0, attributes: { 'olla.attempt.result': 'cancelled' } });
    expect(request!.events).toEqual(['olla.first_byte']);
    expect(request!.durationMs).toBeGreaterThan(15);
  });

  it('tell of a request that was refused, whoever refused it', async () => {
    olla = await start(
      {
        ...traced(),
        access: { authenticator: 'keys', keys: [{ name: 'ada', key: 'secret-of-caller-ada' }] },
      },
      { env: HASTY },
    );
    const [atTheDoor, ...none] = await spansOf(await send('alone'));
    expect(none).toEqual([]);
    expect(atTheDoor).toMatchObject({
      name: 'POST /olla/openai/v1/chat/completions',
      attributes: { 'http.response.status_code': 401, 'error.type': 'unauthenticated' },
    });
    const headers = { authorization: 'Bearer secret-of-caller-ada' };
    const [unknown] = await spansOf(await send('nobody-has-this', { headers }));
    expect(unknown).toMatchObject({
      status: 0,
      attributes: { 'http.response.status_code': 404, 'error.type': 'model_not_found', 'olla.caller': 'ada' },
    });
  });

  it('have few names, and neither queries nor prompts nor secrets', async () => {
    olla = await start(traced(), { env: HASTY });
    const headers = { 'x-request-id': 'invented', authorization: 'Bearer sk-client-secret' };
    await ask(`${olla.url}/olla/proxy/made/up/by/somebody?api_key=sesame`, { headers });
    expect((await spansOf('invented'))[0]).toMatchObject({ name: 'GET /olla/proxy/*' });
    const secret = { authorization: headers.authorization };
    await spansOf(
      await send('alone', { headers: secret, more: { messages: [{ role: 'user', content: 'Hush' }] } }),
    );
    expect(JSON.stringify(collector.spans)).not.toMatch(/sesame|sk-client-secret|Hush|secret-of/);
  });

  it('go on with the trace of the client', async () => {
    olla = await start(traced({ sample_percent: 0 }), { env: HASTY });
    const headers = { traceparent: `00-${TRACE}-${PARENT}-01`, tracestate: 'vendor=1' };
    const [request, attempt] = await spansOf(await send('alone', { headers }));
    expect(request).toMatchObject({ traceId: TRACE, parentSpanId: PARENT });
    expect(got(first)).toBe(`00-${TRACE}-${attempt!.spanId}-01`);
    expect(first.requests.at(-1)!.headers['tracestate']).toBe('vendor=1');
  });

  it('keep to what the client decided: no spans, and the context goes on', async () => {
    olla = await start(traced(), { env: HASTY });
    const headers = { traceparent: `00-${TRACE}-${PARENT}-00` };
    const id = await send('alone', { headers });
    expect(got(first)).toMatch(new RegExp(`^00-${TRACE}-[0-9a-f]{16}-00$`));
    await spansOf(await send('alone'));
    expect(collector.of(id)).toEqual([]);
  });

  it('begin anew where a client sends nonsense', async () => {
    olla = await start(traced(), { env: HASTY });
    const headers = { traceparent: '00-zzz-1-01', tracestate: 'vendor=1' };
    const [request] = await spansOf(await send('alone', { headers }));
    expect(got(first)).toContain(request!.traceId);
    expect(first.requests.at(-1)!.headers['tracestate']).toBeUndefined();
  });

  it('can be found from the log, the history and the metrics', async () => {
    olla = await start(traced(), { env: HASTY });
    const [request] = await spansOf(await send('alone'));
    const { traceId } = request!;
    await until('it is logged', () => olla.stdout.includes(`"trace_id":"${traceId}"`));
    const history = await ask(`${olla.url}/internal/requests?limit=1`);
    const { id } = (history.json() as { requests: { id: string }[] }).requests[0]!;
    expect((await ask(`${olla.url}/internal/requests/${id}`)).json()).toMatchObject({ trace_id: traceId });
    const headers = { accept: 'application/openmetrics-text' };
    const { text } = await ask(`${olla.url}/internal/metrics`, { headers });
    expect(text).toMatch(new RegExp(`duration_seconds_bucket\\{.*\\} \\d+ # \\{trace_id="${traceId}"\\}`));
  });

  it('are sent to the last one when Olla stops', async () => {
    olla = await start(traced(), { env: HASTY });
    const id = await send('alone');
    await olla.stop();
    expect(collector.of(id)).toHaveLength(2);
  });

  it('that nobody takes harm nothing, and are told of once', async () => {
    olla = await start(traced(), { env: HASTY });
    collector.status = 400;
    const before = collector.paths.length;
    for (let i = 0; i < 3; i++) await send('alone');
    await until('they were refused', () => collector.paths.length > before);
    for (let i = 0; i < 3; i++) await send('alone');
    await until('the others were refused', () => collector.paths.length > before + 1);
    collector.status = 200;
    expect(olla.stdout.split('Spans could not be sent')).toHaveLength(2);
    await spansOf(await send('alone'));
  });

  it('are switched on and off while Olla runs', async () => {
    olla = await start(config({ enabled: false }), { env: HASTY });
    first.behaviour = refuses(404);
    await send('alone');
    expect(got(first)).toBe('undefined');
    olla.rewrite(traced());
    olla.signal('SIGHUP');
    await until('requests are traced', async () => {
      await send('alone');
      return got(first) !== 'undefined';
    });
    olla.rewrite(config({ enabled: false }));
    olla.signal('SIGHUP');
    await until('requests are traced no more', async () => {
      await send('alone');
      return got(first) === 'undefined';
    });
  });

  it('cost nothing while they are off: nothing of OpenTelemetry is loaded', async () => {
    const hook = fileURLToPath(new URL('../support/loaded-modules.cjs', import.meta.url));
    const env = { ...HASTY, NODE_OPTIONS: `--require=${hook}` };
    const count = async (): Promise<number> => {
      olla.signal('SIGUSR2');
      const found = await until('it has told', () => /"loaded modules","count":(\d+)/.exec(olla.stdout));
      return Number(found[1]);
    };
    olla = await start(config({}), { env });
    const headers = { traceparent: `00-${TRACE}-${PARENT}-01` };
    await send('alone', { headers });
    expect(got(first)).toBe(headers.traceparent);
    expect(await count()).toBe(0);
    await olla.kill();
    olla = await start(traced(), { env });
    await send('alone');
    expect(await count()).toBeGreaterThan(10);
  });
});
