import { EngineeringConfig } from '../../config/index.js';
import { Live } from '../../core/live.js';
import type { Outcome } from '../../core/outcome.js';
import { RequestHistory } from './request-history.js';

const outcome = (requestId: string, over: Partial<Outcome> = {}): Outcome => ({
  requestId,
  result: 'completed',
  status: 200,
  method: 'POST',
  path: '/v1/chat/completions',
  clientAddress: '203.0.113.1',
  attempts: [],
  requestBytes: 1,
  responseBytes: 1,
  startedAt: 0,
  durationMs: 1,
  streaming: false,
  ...over,
});

describe('RequestHistory', () => {
  const settings = (requestHistory: number): EngineeringConfig =>
    Object.assign(new EngineeringConfig(), { requestHistory });
  const rig = (capacity: number) => {
    const live = new Live(settings(capacity));
    const history = new RequestHistory(live);
    return {
      history,
      resize: (to: number) => live.set(settings(to)),
      see: (ids: string) => ids.split('').forEach((id) => history.observe(outcome(id))),
      ids: () => [...history.newestFirst()].map(({ id }) => id).join(''),
    };
  };

  it.each([
    [3, 'ab', 'ba'],
    [3, 'abc', 'cba'],
    [3, 'abcd', 'dcb'],
    [3, 'abcdefg', 'gfe'],
    [1, 'abc', 'c'],
    [0, 'abc', ''],
  ])('of %i remembers the latest of %s, newest first', (capacity, seen, remembered) => {
    const { see, ids } = rig(capacity);
    see(seen);
    expect(ids()).toBe(remembered);
  });

  it.each([
    [3, 'abcd', 5, 'ef', 'fedcb'],
    [3, 'abcd', 5, 'efgh', 'hgfed'],
    [5, 'abcdefg', 2, 'h', 'hg'],
    [5, 'abc', 3, 'd', 'dcb'],
    [3, 'abc', 0, 'd', ''],
    [0, 'abc', 2, 'def', 'fe'],
  ])('of %i with %s goes on with %i after a reload', (capacity, before, later, after, remembered) => {
    const { see, ids, resize } = rig(capacity);
    see(before);
    resize(later);
    see(after);
    expect(ids()).toBe(remembered);
  });

  it('finds the latest of those with the same id', () => {
    const { history } = rig(5);
    history.observe(outcome('same', { status: 500 }));
    history.observe(outcome('same', { status: 200 }));
    expect(history.find('same')).toMatchObject({ status: 200 });
    expect(history.find('other')).toBeUndefined();
  });

  it('keeps no query, and of endless names the beginning', () => {
    const { history } = rig(5);
    history.observe(outcome('q', { path: '/v1/models?api_key=sesame' }));
    history.observe(outcome('long', { path: `/${'a'.repeat(100_000)}`, model: 'm'.repeat(100_000) }));
    expect(history.find('q')?.path).toBe('/v1/models');
    expect(history.find('long')?.path).toHaveLength(1_025);
    expect(history.find('long')?.model).toHaveLength(1_025);
  });
});
