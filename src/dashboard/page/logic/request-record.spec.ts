import { recordOf, recordsOf } from './request-record.js';

describe('the record of a request', () => {
  it('is read with its candidates, attempts and figures', () => {
    const record = recordOf({
      id: 'quick-llama-1',
      time: '2026-05-01T10:00:00.000Z',
      model: 'llama3',
      result: 'completed',
      status: 200,
      duration_ms: 812,
      candidates: [{ endpoint: 'gpu-a', verdict: 'chosen', reason: 'fewest connections' }],
      attempts: [{ endpoint: 'gpu-a', started_ms: 1, duration_ms: 800, result: 'success', status: 200 }],
      usage: { input_tokens: 12, output_tokens: 90 },
    });
    expect(record).toMatchObject({ id: 'quick-llama-1', model: 'llama3', durationMs: 812, status: 200 });
    expect(record.at).toBe(Date.parse('2026-05-01T10:00:00.000Z'));
    expect(record.candidates).toEqual([{ endpoint: 'gpu-a', verdict: 'chosen: fewest connections' }]);
    expect(record.attempts[0]).toMatchObject({ endpoint: 'gpu-a', durationMs: 800, error: '' });
    expect(record.facts).toEqual([
      ['input tokens', '12'],
      ['output tokens', '90'],
    ]);
  });

  it('is found in a list and in an answer that holds one; what has no id is none', () => {
    expect(recordsOf([{ id: 'a' }, {}]).map(({ id }) => id)).toEqual(['a']);
    expect(recordsOf({ requests: [{ request_id: 'b' }] }).map(({ id }) => id)).toEqual(['b']);
    expect(recordsOf(undefined)).toEqual([]);
  });

  it('stays empty where nothing is told', () => {
    expect(recordOf(null)).toMatchObject({ id: '', at: 0, attempts: [], durationMs: undefined });
  });
});
