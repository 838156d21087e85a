import { FairClock, lesser } from './fair-clock.js';

type Asked = readonly [flow: string, priority: 'high' | 'normal' | 'low'];

/** The order in which requests that are all there at once are served. */
function order(asked: readonly Asked[]): string {
  const clock = new FairClock();
  return asked
    .map(([flow, priority]) => ({ flow, start: clock.enter(flow, priority) }))
    .sort((a, b) => a.start - b.start)
    .map(({ flow }) => flow)
    .join('');
}
const times = (count: number, ...asked: Asked): Asked[] => Array.from({ length: count }, () => asked);

describe('FairClock', () => {
  it('gives callers turns, however much one of them sends', () => {
    expect(order([...times(4, 'a', 'normal'), ...times(2, 'b', 'normal')])).toBe('ababaa');
  });

  it('lets a caller who was quiet begin at the present, not in the past', () => {
    const clock = new FairClock();
    for (let i = 0; i < 5; i++) clock.enter('a', 'normal');
    clock.served(3);
    expect(clock.enter('b', 'normal')).toBe(3);
    expect(clock.enter('a', 'normal')).toBe(5);
    expect(clock.again).toBe(3);
  });

  it('gives a class its share and no more: the lowest still has its turn', () => {
    const turns = order([...times(8, 'h', 'high'), ...times(8, 'n', 'normal'), ...times(2, 'l', 'low')]);
    expect(turns.slice(0, 6)).toBe('hnlhhh');
    expect(turns.indexOf('l', 3)).toBeLessThan(turns.lastIndexOf('n'));
  });

  it('begins anew when nobody waits any more', () => {
    const clock = new FairClock();
    clock.enter('a', 'low');
    clock.served(4);
    clock.reset();
    expect(clock.enter('a', 'low')).toBe(0);
  });

  it('knows the lesser of two classes', () => {
    expect(lesser('high', 'normal')).toBe('normal');
    expect(lesser('low', 'high')).toBe('low');
  });
});
