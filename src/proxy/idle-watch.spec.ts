import { IdleWatch, type Watched } from './idle-watch.js';

function relay(over: Partial<Watched> = {}) {
  const silences: number[] = [];
  let progress = 0;
  const made: Watched = {
    heard: false,
    clientIsSlow: false,
    silentSince: 0,
    onSilence: (limit) => silences.push(limit),
    onProgress: () => progress++,
    ...over,
  };
  return { made, silences, progress: () => progress };
}

describe('IdleWatch', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('tells a relay that has been silent for the limit', () => {
    const watch = new IdleWatch(() => 1_000);
    const { made, silences } = relay();
    watch.add(made);
    jest.advanceTimersByTime(750);
    expect(silences).toEqual([]);
    jest.advanceTimersByTime(500);
    expect(silences[0]).toBe(1_000);
    watch.remove(made);
  });

  it('starts anew with every byte, and reports progress once a tick', () => {
    const watch = new IdleWatch(() => 1_000);
    const { made, silences, progress } = relay();
    watch.add(made);
    for (let i = 0; i < 10; i++) {
      made.heard = true;
      jest.advanceTimersByTime(500);
    }
    expect(silences).toEqual([]);
    expect(progress()).toBe(10);
    watch.remove(made);
  });

  it('does not count the time in which the client is the slow one', () => {
    const watch = new IdleWatch(() => 1_000);
    const { made, silences } = relay({ clientIsSlow: true });
    watch.add(made);
    jest.advanceTimersByTime(10_000);
    expect(silences).toEqual([]);
    watch.remove(made);
  });

  it('lets its timer rest when nothing is relayed', () => {
    const watch = new IdleWatch(() => 1_000);
    const { made } = relay();
    watch.add(made);
    watch.remove(made);
    jest.advanceTimersByTime(600);
    expect(jest.getTimerCount()).toBe(0);
  });
});
