import { Live } from '../../core/live.js';
import { FleetStore } from '../fleet-store.js';
import { StaleModels, type StaleOptions } from './stale-models.js';
import { endpointAt } from './testing.js';

const HOUR = 3_600_000;

function world(options: StaleOptions) {
  const store = new FleetStore();
  store.replaceEndpoints(['a', 'b'].map((name) => endpointAt(`http://${name}`, { name })));
  for (const name of ['a', 'b']) store.setModels(`http://${name}`, [{ name: 'x' }]);
  const lines: string[] = [];
  const note = (message: string): void => void lines.push(message);
  const live = new Live(options);
  const stale = new StaleModels(store, live, { debug: note, info: note, warn: note, error: note });
  const seen = (name: string, at: number): void => {
    store.fleet.byName.get(name)!.load.modelsSeenAt = at;
  };
  const holders = (): string[] => (store.fleet.byModel.get('x') ?? []).map(({ url }) => url);
  return { store, stale, live, lines, seen, holders };
}

beforeEach(() => jest.useFakeTimers({ now: 1_000 * HOUR }));
afterEach(() => jest.useRealTimers());

describe('StaleModels', () => {
  it('forgets the models of endpoints that have not listed them for too long', () => {
    const { stale, store, seen, holders, lines } = world({ staleThreshold: HOUR, cleanupInterval: HOUR });
    seen('a', Date.now() - HOUR);
    seen('b', Date.now() - HOUR + 1);
    stale.sweep();
    expect(holders()).toEqual(['http://b']);
    expect(lines).toEqual(['Removed stale models']);
    const { version } = store.fleet;
    stale.sweep();
    expect(store.fleet.version).toBe(version);
  });

  it('goes by the time at which the models came when there was no listing', () => {
    const { stale, holders } = world({ staleThreshold: HOUR, cleanupInterval: HOUR });
    stale.sweep(Date.now() + HOUR - 1);
    expect(holders()).toHaveLength(2);
    stale.sweep(Date.now() + HOUR);
    expect(holders()).toEqual([]);
  });

  it('waits for a day when it is given no threshold', () => {
    const { stale, seen, holders } = world({ staleThreshold: 0, cleanupInterval: HOUR });
    seen('a', Date.now() - 24 * HOUR);
    seen('b', Date.now() - 24 * HOUR + 1);
    stale.sweep();
    expect(holders()).toEqual(['http://b']);
  });

  it('goes on when the fleet does not take the change', () => {
    const { stale, store, holders, lines } = world({ staleThreshold: HOUR, cleanupInterval: HOUR });
    store.subscribe(() => {
      throw new Error('no');
    });
    stale.sweep(Date.now() + HOUR);
    expect(lines).toEqual(['Failed to remove stale models', 'Failed to remove stale models']);
    expect(holders()).toEqual([]);
  });

  it('sweeps at every interval, in five minutes when there is none, until it is stopped', async () => {
    const { stale, live, seen, holders } = world({ staleThreshold: HOUR, cleanupInterval: 0 });
    stale.start();
    stale.start();
    seen('a', Date.now() - HOUR);
    await jest.advanceTimersByTimeAsync(300_000);
    expect(holders()).toEqual(['http://b']);
    live.set({ staleThreshold: HOUR, cleanupInterval: 1_000 });
    seen('b', Date.now() - HOUR);
    await jest.advanceTimersByTimeAsync(1_000);
    expect(holders()).toEqual([]);
    stale.stop();
    stale.stop();
    expect(jest.getTimerCount()).toBe(0);
  });
});
