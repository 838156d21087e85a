import type { Refresh } from '../routing/index.js';
import { FleetStore } from '../fleet-store.js';
import { MissRefresh } from './miss-refresh.js';
import { endpointAt } from './testing.js';

const URL_OF_A = 'http://a';

/** A fleet of one endpoint, whose listings end when the test says so. */
function world() {
  const store = new FleetStore();
  store.replaceEndpoints([endpointAt(URL_OF_A)]);
  const runs: ((outcome: Refresh) => void)[] = [];
  const misses = new MissRefresh(store, () => new Promise((resolve) => void runs.push(resolve)));
  const ask = (model: string, timeoutMs = 2_000): Promise<Refresh> =>
    misses.of(model, timeoutMs, () => undefined);
  const list = (...names: string[]): void =>
    void store.setModels(
      URL_OF_A,
      names.map((name) => ({ name })),
    );
  /** One question that finds nothing. */
  const miss = async (model: string): Promise<void> => {
    const asking = ask(model);
    runs.at(-1)!('done');
    await asking;
  };
  return { runs, ask, list, miss };
}

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

describe('MissRefresh', () => {
  it('makes one listing of all wishes that come while it runs', async () => {
    const { runs, ask } = world();
    const wishes = [ask('m'), ask('m'), ask('n')];
    expect(runs).toHaveLength(1);
    runs[0]!('done');
    expect(await Promise.all(wishes)).toEqual(['done', 'done', 'done']);
  });

  it('fails when the time is up, lets the listing go on, and has the next wish join it', async () => {
    const { runs, ask, list } = world();
    const first = ask('m', 100);
    await jest.advanceTimersByTimeAsync(100);
    expect(await first).toBe('failed');
    const second = ask('m', 100);
    list('m');
    expect(await second).toBe('done');
    expect(runs).toHaveLength(1);
  });

  it('waits no longer than until somebody lists the model', async () => {
    const { ask, list } = world();
    const exact = ask('m');
    const tagged = ask('llama');
    list('M', 'llama:latest');
    expect(await Promise.all([exact, tagged])).toEqual(['done', 'done']);
  });

  it('does not look for the same model again for ten seconds', async () => {
    const { runs, ask, miss } = world();
    await miss('m');
    await jest.advanceTimersByTimeAsync(9_999);
    expect(await ask('M')).toBe('done');
    expect(runs).toHaveLength(1);
    await jest.advanceTimersByTimeAsync(1);
    await miss('m');
    expect(runs).toHaveLength(2);
  });

  it('looks again sooner when the lists have changed', async () => {
    const { runs, list, miss } = world();
    await miss('m');
    list('other');
    await miss('m');
    expect(runs).toHaveLength(2);
  });

  it('remembers a listing that failed as such', async () => {
    const { runs, ask } = world();
    const asking = ask('m');
    runs[0]!('failed');
    expect(await asking).toBe('failed');
    expect(await ask('m')).toBe('failed');
    expect(runs).toHaveLength(1);
  });

  it('does not remember a model that was found', async () => {
    const { runs, ask, list, miss } = world();
    const asking = ask('m');
    list('m');
    runs[0]!('done');
    await asking;
    list();
    await miss('m');
    expect(runs).toHaveLength(2);
  });

  it('forgets the oldest of a thousand misses', async () => {
    const { runs, ask, miss } = world();
    for (let n = 0; n <= 1_000; n++) await miss(`m${n}`);
    await ask('m1');
    expect(runs).toHaveLength(1_001);
    await miss('m0');
    expect(runs).toHaveLength(1_002);
  });
});
