import type { Outcome } from '../core/outcome.js';
import { type CallerLimiter, type ModelLimits } from '../security/index.js';
import { TokenUseObserver } from './token-use.observer.js';

type Meters = Partial<Record<'caller' | 'model', { countTokens: jest.Mock }>>;

function observe({ caller, model }: Meters, outcome: Partial<Outcome>): number {
  let read = 0;
  const observer = new TokenUseObserver(
    { tokenMeter: (name: string) => (name === 'team' ? caller : undefined) } as unknown as CallerLimiter,
    { tokenMeter: () => model } as unknown as ModelLimits,
  );
  observer.observe({
    status: 200,
    method: 'POST',
    path: '/v1/chat/completions',
    requestBytes: 4,
    responseBytes: 4,
    ...outcome,
    get usage() {
      read++;
      return { inputTokens: 3, outputTokens: 4 };
    },
  } as Outcome);
  return read;
}

describe('TokenUseObserver', () => {
  it('counts the tokens of an answer for its caller and its model', () => {
    const meters = { caller: { countTokens: jest.fn() }, model: { countTokens: jest.fn() } };
    observe(meters, { caller: 'team', model: 'm' });
    for (const { countTokens } of Object.values(meters))
      expect(countTokens).toHaveBeenCalledWith(7, expect.any(Number));
  });

  it('never looks for figures that nobody counts', () => {
    expect(observe({}, { caller: 'team', model: 'm' })).toBe(0);
    expect(observe({ caller: { countTokens: jest.fn() } }, { caller: 'other' })).toBe(0);
    expect(observe({ caller: { countTokens: jest.fn() } }, {})).toBe(0);
  });
});
