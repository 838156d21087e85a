import { Live } from './live.js';

describe('Live', () => {
  it('shows the new value to whoever reads and tells the watchers both', () => {
    const live = new Live(1);
    const seen: number[][] = [];
    const stop = live.onChange((next, previous) => seen.push([previous, next]));
    live.set(2);
    stop();
    live.set(3);
    expect(live.current).toBe(3);
    expect(seen).toEqual([[1, 2]]);
  });

  it('lets a part follow the whole', () => {
    const live = new Live({ a: 1, b: 2 });
    const part = live.map(({ b }) => b);
    live.set({ a: 1, b: 5 });
    expect(part.current).toBe(5);
  });
});
