import { Engine, type EngineSettings } from './engine.js';
import type { GenerationRequest } from './generation-request.js';

const engine = (settings: Partial<EngineSettings> = {}): Engine =>
  new Engine({
    ...{ slots: 1, ttftMs: 0, prefillTokensPerSecond: Infinity, tokensPerSecond: Infinity },
    ...{ loadMs: 0, memoryModels: 1, promptCacheTokens: 0 },
    ...settings,
  });

const request = (more: Partial<GenerationRequest> = {}): GenerationRequest => ({
  model: 'a',
  promptTokens: 2,
  tokens: 10,
  streamed: false,
  ...more,
});

/** Submits work and tells what became of it. */
function submit(to: Engine, more: Partial<GenerationRequest> = {}) {
  const seen = { counts: [] as number[], done: false, loadMs: -1, cancel: (): void => undefined };
  seen.cancel = to.submit(request(more), {
    tokens: (count) => seen.counts.push(count),
    done: (timing) => {
      seen.done = true;
      seen.loadMs = timing.loadMs;
    },
  });
  return seen;
}

const loaded = (of: Engine): string[] => of.residents().map((resident) => resident.model);

describe('Engine', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('does work that costs no time before submit returns, without any timer', () => {
    const machine = engine();
    expect(submit(machine).done).toBe(true);
    expect(jest.getTimerCount()).toBe(0);
    expect(machine).toMatchObject({ completed: 1, running: 0, promptTokens: 2, generatedTokens: 10 });
  });

  it('reads what it has not read before', () => {
    const machine = engine({ prefillTokensPerSecond: 100, promptCacheTokens: 64 });
    const words = (count: number, from = 0): string =>
      Array.from({ length: count }, (_, i) => `w${from + i}`).join(' ');
    const ask = (prompt: string, ms: number): void => {
      const work = submit(machine, { prompt, promptTokens: prompt.split(' ').length });
      jest.advanceTimersByTime(ms - 1);
      expect(work.done).toBe(false);
      jest.advanceTimersByTime(1);
      expect(work.done).toBe(true);
    };
    ask(words(40), 400);
    ask(words(40), 80);
    ask(`${words(16)} ${words(32, 99)}`, 320);
    expect(machine.cachedTokens).toBe(48);
    ask(words(64, 500), 640);
    ask(words(40), 400);
  });

  it('takes the time to the first token and then one token after the other', () => {
    const work = submit(engine({ ttftMs: 200, tokensPerSecond: 10 }), { streamed: true, tokens: 3 });
    jest.advanceTimersByTime(199);
    expect(work.counts).toEqual([]);
    jest.advanceTimersByTime(1);
    expect(work.counts).toEqual([1]);
    jest.advanceTimersByTime(100);
    expect(work.counts).toEqual([1, 2]);
    jest.advanceTimersByTime(100);
    expect(work).toMatchObject({ counts: [1, 2, 3], done: true });
  });

  it('takes as long for a whole answer as for a streamed one', () => {
    const work = submit(engine({ ttftMs: 200, tokensPerSecond: 10 }), { tokens: 3 });
    jest.advanceTimersByTime(399);
    expect(work.done).toBe(false);
    jest.advanceTimersByTime(1);
    expect(work).toMatchObject({ counts: [], done: true });
  });

  it('catches up in one go when tokens are due faster than timers', () => {
    const work = submit(engine({ tokensPerSecond: 10_000 }), { streamed: true, tokens: 101 });
    jest.advanceTimersByTime(10);
    expect(work.done).toBe(true);
    expect(work.counts.length).toBeLessThan(20);
  });

  it('works on as many requests as it has slots and queues the others in order', () => {
    const machine = engine({ slots: 2, ttftMs: 100 });
    const [first, second, third, fourth] = [1, 2, 3, 4].map(() => submit(machine));
    expect(machine).toMatchObject({ running: 2, waiting: 2 });
    jest.advanceTimersByTime(100);
    expect([first?.done, second?.done, third?.done]).toEqual([true, true, false]);
    expect(machine).toMatchObject({ running: 2, waiting: 0 });
    jest.advanceTimersByTime(100);
    expect([third?.done, fourth?.done]).toEqual([true, true]);
  });

  it('frees the slot of a client that leaves at once, and the place of one that waited', () => {
    const machine = engine({ ttftMs: 100, tokensPerSecond: 10 });
    const [first, second, third] = [1, 2, 3].map(() => submit(machine));
    second?.cancel();
    jest.advanceTimersByTime(250);
    first?.cancel();
    first?.cancel();
    expect(machine).toMatchObject({ running: 1, waiting: 0, cancelled: 2, generatedTokens: 2 });
    jest.advanceTimersByTime(1_000);
    expect([first?.done, second?.done, third?.done]).toEqual([false, false, true]);
  });

  it('loads a model once for all who ask for it, before their first token', () => {
    const machine = engine({ slots: 2, loadMs: 5_000, ttftMs: 100 });
    const both = [submit(machine), submit(machine)];
    expect(machine.residents()).toMatchObject([{ model: 'a', loading: true, users: 2 }]);
    jest.advanceTimersByTime(5_100);
    expect(both.map((work) => work.loadMs)).toEqual([5_000, 5_000]);
    submit(machine);
    jest.advanceTimersByTime(100);
    expect(machine.completed).toBe(3);
  });

  it('forgets the model that was used longest ago', () => {
    const machine = engine({ memoryModels: 2 });
    for (const model of ['a', 'b', 'a', 'c']) submit(machine, { model });
    expect(loaded(machine)).toEqual(['a', 'c']);
  });

  it('waits until a model in use can go, and lets nobody overtake', () => {
    const machine = engine({ slots: 3, ttftMs: 100 });
    submit(machine);
    const other = submit(machine, { model: 'b' });
    submit(machine);
    expect(machine).toMatchObject({ running: 1, waiting: 2 });
    jest.advanceTimersByTime(100);
    expect(loaded(machine)).toEqual(['b']);
    expect(machine).toMatchObject({ running: 1, waiting: 1 });
    jest.advanceTimersByTime(100);
    expect(other.done).toBe(true);
    expect(loaded(machine)).toEqual(['a']);
  });

  it('goes on loading for a client that has left, then makes room for the next', () => {
    const machine = engine({ loadMs: 1_000 });
    submit(machine).cancel();
    const other = submit(machine, { model: 'b' });
    expect(machine).toMatchObject({ running: 0, waiting: 1 });
    jest.advanceTimersByTime(2_000);
    expect(other).toMatchObject({ done: true, loadMs: 1_000 });
  });

  it('drops a model when its keep-alive is over', () => {
    const machine = engine();
    submit(machine, { keepAliveMs: 60_000 });
    expect(loaded(machine)).toEqual(['a']);
    jest.advanceTimersByTime(60_000);
    expect(loaded(machine)).toEqual([]);
  });

  it('loses all work and all models when the power goes', () => {
    const machine = engine({ loadMs: 1_000, slots: 1 });
    const work = [submit(machine), submit(machine)];
    machine.reset();
    jest.advanceTimersByTime(5_000);
    expect(work.some(({ done }) => done)).toBe(false);
    expect(machine).toMatchObject({ running: 0, waiting: 0, cancelled: 2 });
    expect(machine.residents()).toEqual([]);
    expect(jest.getTimerCount()).toBe(0);
  });
});
