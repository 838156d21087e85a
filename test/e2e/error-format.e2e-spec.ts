import { AS_JSON, ask, chat } from '../support/ask.js';
import { hangs } from '../support/behaviours.js';
import { type PairedOlla, startPairs } from '../support/pairs.js';

const CASES = ['refused', 'timeout'] as const;

jest.setTimeout(30_000);

describe.each(['olla', 'sherpa'])('errors under error_format: text (%s)', (engine) => {
  let fleet: PairedOlla<(typeof CASES)[number]>;

  beforeAll(async () => {
    fleet = await startPairs(CASES, {
      server: { error_format: 'text' },
      proxy: { engine, response_header_timeout: '500ms' },
    });
  });
  afterAll(() => fleet.stop());

  it('say that all endpoints failed, as the original does', async () => {
    const { first, second, model } = fleet.pair('refused');
    await Promise.all([first.stop(), second.stop()]);
    const answer = await chat(fleet.olla.url, model);
    expect(answer.status).toBe(502);
    expect(answer.header('content-type')).toBe('text/plain; charset=utf-8');
    expect(answer.text).toMatch(
      /^Proxy error: all endpoints failed with connection errors: network error after 0\.\ds - dial tcp 127\.0\.0\.1:\d+: connect: connection refused \(check network connectivity to LLM backend\)\n$/,
    );
  });

  it('are 502 for a header that does not come in time', async () => {
    const { first, second, model } = fleet.pair('timeout');
    first.behaviour = hangs;
    second.behaviour = hangs;
    const answer = await chat(fleet.olla.url, model);
    expect(answer.status).toBe(502);
    expect(answer.text).toMatch(
      /^Proxy error: network timeout after \d\.\ds - unable to connect to LLM backend \(check backend availability\)\n$/,
    );
  });

  it('name the reason of a refusal, in the body and in a header', async () => {
    const answer = await chat(fleet.olla.url, 'no-such-model');
    expect([answer.status, answer.text]).toEqual([404, 'model_not_found\n']);
    expect(answer.header('x-olla-routing-reason')).toBe('model_not_found');
    expect(answer.header('x-olla-routing-decision')).toBe('rejected');
  });

  it('name the provider that has no endpoint', async () => {
    const answer = await ask(`${fleet.olla.url}/olla/lm_studio/v1/chat/completions`, { body: '{}' });
    expect([answer.status, answer.text]).toEqual([404, 'No lm-studio endpoints available\n']);
  });
});

describe('errors in the dialect of the path', () => {
  let fleet: PairedOlla<'any'>;

  beforeAll(async () => {
    fleet = await startPairs(['any']);
  });
  afterAll(() => fleet.stop());

  const body = '{"model":"no-such-model","messages":[]}';
  const message = "The model 'no-such-model' does not exist on any endpoint";

  it.each([
    [
      'OpenAI',
      '/olla/proxy/v1/chat/completions',
      { error: { message, type: 'not_found_error', code: 'model_not_found', param: null } },
    ],
    ['Ollama', '/olla/proxy/api/chat', { error: message }],
    ['Anthropic', '/olla/proxy/v1/messages', { type: 'error', error: { type: 'not_found_error', message } }],
  ])('are those of %s at %s', async (_dialect, path, expected) => {
    const answer = await ask(fleet.olla.url + path, { body, headers: AS_JSON });
    expect(answer.status).toBe(404);
    expect(answer.header('content-type')).toBe('application/json');
    expect(answer.json()).toMatchObject(expected);
    expect(answer.header('x-olla-request-id')).toMatch(/^\w+-\w+-[0-9a-f]{8}$/);
  });
});
