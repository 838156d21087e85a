import type { Outcome } from '../../core/outcome.js';
import { storyOf } from './story.js';

const outcome = (over: Partial<Outcome>): Outcome =>
  ({
    startedAt: 0,
    durationMs: 1,
    requestId: 'a',
    path: '/',
    result: 'refused',
    attempts: [],
    ...over,
  }) as Outcome;

describe('the story of a request', () => {
  it('keeps no more of a name than anybody would read', () => {
    const endless = 'x'.repeat(1_000_000);
    const error = { code: 'model_not_found', message: endless } as Outcome['error'];
    const story = storyOf(outcome({ model: endless, path: endless, error }), 1);
    expect(JSON.stringify(story).length).toBeLessThan(2_000);
  });
});
