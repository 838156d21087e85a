import type { Outcome } from '../../core/outcome.js';
import { AccessLogObserver } from './access-log.observer.js';
import type { LogLevel } from '../../logging/index.js';
import { RequestLogging } from '../metrics-settings.js';
import { RequestRecords } from './request-records.js';

class Switch extends RequestLogging {}

const completed: Outcome = {
  requestId: 'rid-1',
  result: 'completed',
  status: 200,
  method: 'POST',
  path: '/v1/chat/completions?api_key=secret',
  clientAddress: '203.0.113.1',
  endpointUrl: 'http://user:secret@a',
  endpointName: 'a',
  model: 'm1',
  routing: { strategy: 'strict', action: 'routed', status: 200, reason: 'model_found' },
  sticky: { outcome: 'hit', source: 'session_header' },
  attempts: [],
  requestBytes: 5,
  responseBytes: 1_000,
  startedAt: 1_760_000_000_000,
  headersMs: 150.2,
  firstByteMs: 200.4,
  lastByteMs: 3_200.4,
  outputPieces: 290,
  durationMs: 3_200.4,
  streaming: true,
  usage: { inputTokens: 26, outputTokens: 290, totalTokens: 316, model: 'llama3.2:3b' },
  userAgent: 'curl',
};

function setup(requestLogging = true) {
  const logger = { debug: jest.fn(), info: jest.fn(), warn: jest.fn(), error: jest.fn() };
  const logging = new Switch({ requestLogging });
  const level = { level: 'info' } as LogLevel;
  const observer = new AccessLogObserver(logger, new RequestRecords(logger, level, logging));
  const lines = (): unknown[][] =>
    (['debug', 'info', 'warn', 'error'] as const)
      .flatMap((level) => logger[level].mock.calls.map((call: unknown[]) => [level, ...call]))
      .filter(([, message]) => message !== 'Access log');
  const records = (): unknown[] =>
    logger.info.mock.calls
      .filter(([message]) => message === 'Access log')
      .map(([, facts]) => facts as unknown);
  return { level, logging, observer, lines, records };
}

describe('AccessLogObserver', () => {
  it('tells of a completed stream in one line', () => {
    const { observer, lines } = setup();
    observer.observe(completed);
    expect(lines()).toEqual([
      [
        'info',
        'Request completed',
        {
          request_id: 'rid-1',
          client_ip: '203.0.113.1',
          method: 'POST',
          path: '/v1/chat/completions',
          endpoint: 'a',
          model: 'm1',
          status: 'completed',
          http_status: 200,
          duration_ms: 3_200,
          total_bytes: 1_000,
          routing_strategy: 'strict',
          routing_action: 'routed',
          routing_reason: 'model_found',
          sticky_outcome: 'hit',
          sticky_source: 'session_header',
          input_tokens: 26,
          output_tokens: 290,
          total_tokens: 316,
          provider_model: 'llama3.2:3b',
          ttft_ms: 200,
          tokens_per_sec: '96.3',
        },
      ],
    ]);
  });

  it('tells those who look closely where the time went', () => {
    const { observer, lines, level } = setup();
    Object.assign(level, { level: 'debug' });
    const attempt = { endpointUrl: 'http://a', endpointName: 'a', startedMs: 20.2, durationMs: 3_180 };
    const attempts = [{ ...attempt, result: 'success' as const, status: 200, bytes: 1_000 }];
    observer.observe({ ...completed, attempts, usage: { ...completed.usage, finishReason: 'stop' } });
    expect(lines()[0]).toEqual([
      'debug',
      'Request metrics',
      expect.objectContaining({
        request_id: 'rid-1',
        latency_ms: 3_200,
        request_processing_ms: 20,
        backend_response_ms: 130,
        first_data_ms: 200,
        streaming_ms: 3_000,
        finish_reason: 'stop',
      }),
    ]);
  });

  it('leaves out what is unknown', () => {
    const { observer, lines } = setup();
    const bare = { model: undefined, routing: undefined, usage: undefined, firstByteMs: undefined };
    observer.observe({
      ...completed,
      ...bare,
      sticky: { outcome: 'disabled', source: '' },
      responseBytes: 0,
    });
    expect(Object.keys(lines()[0]![2] as object)).toEqual([
      'request_id',
      'client_ip',
      'method',
      'path',
      'endpoint',
      'status',
      'http_status',
      'duration_ms',
    ]);
  });

  it('measures no tokens per second of an answer that came at once', () => {
    const { observer, lines } = setup();
    observer.observe({ ...completed, streaming: false });
    expect(lines()[0]![2]).not.toHaveProperty('tokens_per_sec');
    expect(lines()[0]![2]).not.toHaveProperty('ttft_ms');
    expect(lines()[0]![2]).toHaveProperty('output_tokens', 290);
  });

  it.each([
    ['refused', 'warn', 'Request rejected', 404],
    ['failed', 'error', 'Request failed', 502],
  ] as const)('tells of a %s request with a %s', (result, level, message, status) => {
    const { observer, lines } = setup();
    const error = { code: 'upstream_connect', message: 'connect ECONNREFUSED' } as const;
    observer.observe({ ...completed, result, status, error });
    expect(lines()).toEqual([
      [level, message, expect.objectContaining({ status, error: error.message, error_code: error.code })],
    ]);
  });

  it('tells of a cancelled request without blame', () => {
    const { observer, lines } = setup();
    observer.observe({ ...completed, result: 'cancelled', status: 0 });
    expect(lines()).toEqual([
      ['info', 'Request cancelled', expect.objectContaining({ status: 'cancelled' })],
    ]);
  });

  it('says how many attempts it took when there were several', () => {
    const { observer, lines } = setup();
    const attempt = {
      endpointUrl: 'http://a',
      endpointName: 'a',
      startedMs: 0,
      durationMs: 1,
      status: 0,
      bytes: 0,
    };
    observer.observe({
      ...completed,
      attempts: [
        { ...attempt, result: 'failed' },
        { ...attempt, result: 'success' },
      ],
    });
    expect(lines()[0]![2]).toHaveProperty('attempts', 2);
  });

  it('keeps warnings and errors only when request logging is off, from the next request on', () => {
    const { observer, logging, lines } = setup(false);
    for (const result of ['completed', 'cancelled', 'refused', 'failed'] as const)
      observer.observe({ ...completed, result });
    expect(lines().map(([level]) => level)).toEqual(['warn', 'error']);
    logging.set({ requestLogging: true });
    observer.observe(completed);
    expect(lines()).toHaveLength(3);
  });

  it('shows no query and no credentials', () => {
    const { observer, lines } = setup();
    observer.observe(completed);
    expect(JSON.stringify(lines())).not.toContain('secret');
  });
});
