import type { Outcome } from '../../core/outcome.js';
import { tokensOf } from './token-count.js';

const outcome = (over: Partial<Outcome> = {}): Outcome => ({
  requestId: 'id-1',
  result: 'completed',
  status: 200,
  method: 'POST',
  path: '/v1/chat/completions',
  clientAddress: '203.0.113.1',
  attempts: [],
  requestBytes: 400,
  responseBytes: 800,
  startedAt: 0,
  durationMs: 5,
  streaming: false,
  ...over,
});

describe('tokensOf', () => {
  it('takes what the backend told', () => {
    expect(tokensOf(outcome({ usage: { inputTokens: 3, outputTokens: 5, totalTokens: 9 } }))).toBe(9);
    expect(tokensOf(outcome({ usage: { inputTokens: 3, outputTokens: 5 } }))).toBe(8);
  });

  it('adds an estimate of the input where only the output was told', () => {
    expect(tokensOf(outcome({ usage: { inputTokens: 0, outputTokens: 5, totalTokens: 5 } }))).toBe(105);
  });

  it('estimates from bytes what nobody told, events by their number', () => {
    expect(tokensOf(outcome())).toBe(100 + 200);
    expect(tokensOf(outcome({ streaming: true }))).toBe(100 + 4);
  });

  it('counts an answer that was broken off as far as it came', () => {
    expect(tokensOf(outcome({ result: 'cancelled', streaming: true, responseBytes: 2_000 }))).toBe(110);
  });

  it.each([
    ['was refused', { status: 429 }],
    ['failed', { status: 502 }],
    ['never came', { responseBytes: 0 }],
    ['is a list', { method: 'GET', path: '/v1/models' }],
    ['describes a model', { path: '/api/show' }],
  ])('counts nothing for an answer that %s', (_what, over) => {
    expect(tokensOf(outcome(over))).toBe(0);
  });

  it('does not take pictures for text, nor nonsense for figures', () => {
    expect(tokensOf(outcome({ requestBytes: 50_000_000, responseBytes: 4 }))).toBe(32_769);
    expect(tokensOf(outcome({ usage: { inputTokens: 1, outputTokens: Infinity } }))).toBe(10_000_000);
  });
});
