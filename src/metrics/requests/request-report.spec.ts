import type { EndpointState } from '../../core/endpoint.js';
import type { AttemptRecord, Outcome } from '../../core/outcome.js';
import { requestFilter } from './request-filter.js';
import { requestRecord } from './request-record.js';
import { requestReport, requestSummary } from './request-report.js';

const state = (name: string): EndpointState =>
  ({ endpoint: { name, url: `http://${name}` }, status: 'healthy', draining: name === 'd' }) as EndpointState;

const attempt = (name: string, result: AttemptRecord['result'], status: number): AttemptRecord => ({
  endpointUrl: `http://${name}`,
  endpointName: name,
  startedMs: 1.234,
  durationMs: 20.06,
  result,
  status,
  bytes: 3,
  ...(result === 'failed' && { error: 'upstream_reset' as AttemptRecord['error'] & string }),
});

const outcome: Outcome = {
  requestId: 'quick-llama-1',
  result: 'completed',
  status: 200,
  method: 'POST',
  path: '/v1/chat/completions',
  clientAddress: '203.0.113.1',
  caller: 'ada',
  endpointUrl: 'http://b',
  endpointName: 'b',
  model: 'llama3',
  nativeModel: 'llama3:8b',
  provider: 'openai',
  tiers: [[state('a'), state('b'), state('c')], [state('d')]],
  attempts: [attempt('a', 'failed', 0), attempt('b', 'success', 200)],
  forecast: {
    endpointUrl: 'http://b',
    endpointName: 'b',
    residency: 'loaded',
    model: 'llama3:8b',
    promptTokens: 12.4,
    cachedTokens: 0,
    others: 0,
    told: true,
    slotMs: 0,
    loadMs: 0,
    prefillMs: 3.2,
    evictionMs: 0,
    totalMs: 3.2,
    candidates: [
      {
        endpointName: 'c',
        residency: 'absent',
        slotMs: 0,
        loadMs: 9_000.4,
        prefillMs: 3,
        evictionMs: 0,
        totalMs: 9_003.4,
      },
    ],
  },
  queuedMs: 4.44,
  queue: { position: 3, waitsFor: 'b', expectedMs: 800.2 },
  requestBytes: 10,
  responseBytes: 30,
  startedAt: Date.parse('2026-05-01T10:00:00Z'),
  headersMs: 30,
  firstByteMs: 31.18,
  lastByteMs: 60,
  durationMs: 61.25,
  streaming: true,
  outputPieces: 4,
  usage: { inputTokens: 12, outputTokens: 4, finishReason: 'stop' },
};

describe('the report of a request', () => {
  const record = requestRecord(outcome);

  it('tells its story from candidates over attempts to figures', () => {
    expect(JSON.parse(JSON.stringify(requestReport(record)))).toEqual({
      id: 'quick-llama-1',
      time: '2026-05-01T10:00:00.000Z',
      method: 'POST',
      path: '/v1/chat/completions',
      provider: 'openai',
      client: '203.0.113.1',
      caller: 'ada',
      model: 'llama3',
      sent_model: 'llama3:8b',
      endpoint: 'b',
      result: 'completed',
      status: 200,
      streaming: true,
      duration_ms: 61.3,
      time_to_first_token_ms: 31.2,
      input_tokens: 12,
      output_tokens: 4,
      expectation: { model: 'llama3:8b', prompt_tokens: 12, cached_tokens: 0, wait_ms: 3 },
      queue: { position: 3, waits_for: 'b', expected_wait_ms: 800, waited_ms: 4.4 },
      candidates: [
        { endpoint: 'a', tier: 1, verdict: 'failed', status: 'healthy' },
        { endpoint: 'b', tier: 1, verdict: 'answered', status: 'healthy' },
        {
          endpoint: 'c',
          tier: 1,
          verdict: 'not_needed',
          status: 'healthy',
          expected_wait_ms: 9_003,
          expected: { slot_ms: 0, load_ms: 9_000, prefill_ms: 3, eviction_ms: 0, residency: 'absent' },
        },
        { endpoint: 'd', tier: 2, verdict: 'not_needed', status: 'healthy', draining: true },
      ],
      attempts: [
        {
          attempt: 1,
          endpoint: 'a',
          started_ms: 1.2,
          duration_ms: 20.1,
          result: 'failed',
          status: 0,
          bytes: 3,
          error: 'upstream_reset',
        },
        {
          attempt: 2,
          endpoint: 'b',
          started_ms: 1.2,
          duration_ms: 20.1,
          result: 'success',
          status: 200,
          bytes: 3,
        },
      ],
      timings: {
        waited_ms: 4.4,
        headers_ms: 30,
        first_byte_ms: 31.2,
        last_byte_ms: 60,
        first_token_ms: 31.2,
        duration_ms: 61.3,
        tokens_per_second: 104.1,
      },
      request_bytes: 10,
      response_bytes: 30,
      usage: { input_tokens: 12, output_tokens: 4, finish_reason: 'stop' },
    });
  });

  it('says of a request that failed that others were not tried', () => {
    const failed = requestRecord({
      ...outcome,
      result: 'cancelled',
      attempts: [attempt('a', 'cancelled', 0)],
    });
    expect(requestReport(failed)).toMatchObject({
      candidates: [{ verdict: 'cancelled' }, { verdict: 'not_tried' }, {}, { verdict: 'not_tried' }],
    });
  });

  it('says in a line how often it was tried', () => {
    expect(requestSummary(record)).toMatchObject({ attempts: 2 });
    expect(requestSummary(record)).not.toHaveProperty('candidates');
  });

  it.each([
    ['', true],
    ['result=completed', true],
    ['result=failed', false],
    ['endpoint=a', true],
    ['endpoint=b', true],
    ['endpoint=c', false],
    ['model=LLAMA3', true],
    ['model=llama3:8b', true],
    ['model=phi', false],
    ['caller=ada', true],
    ['caller=bob', false],
    ['status=200', true],
    ['status=2xx', true],
    ['status=5xx', false],
    ['status=abc', false],
    ['status=2xx&result=failed', false],
    ['nonsense=1', true],
  ])('is among those asked for by ?%s: %s', (query, isAmong) => {
    expect(requestFilter(new URLSearchParams(query)).matches(record)).toBe(isAmong);
  });

  it.each([
    ['', 50],
    ['limit=3', 3],
    ['limit=0', 50],
    ['limit=-1', 50],
    ['limit=x', 50],
  ])('comes in a list as long as ?%s wants it', (query, limit) => {
    expect(requestFilter(new URLSearchParams(query)).limit).toBe(limit);
  });
});
