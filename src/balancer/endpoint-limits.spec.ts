import { endpoint } from '../../test/support/builders.js';
import type { EndpointState } from '../core/endpoint.js';
import { FleetStore } from '../registry/index.js';
import { LimitsView } from '../security/index.js';
import { EndpointLimits } from './endpoint-limits.js';

const NOW = 1_760_000_000_000;

function setup(over: { maxConcurrent?: number; requestsPerMinute?: number } = {}) {
  const store = new FleetStore();
  const configure = (changed: typeof over): EndpointState => {
    store.replaceEndpoints([endpoint({ name: 'a', ...changed })]);
    return store.fleet.byName.get('a')!;
  };
  const view = new LimitsView();
  const limits = new EndpointLimits(store);
  view.add(limits);
  return { store, configure, state: configure(over), view, limits };
}

describe('EndpointLimits', () => {
  beforeEach(() => void jest.useFakeTimers({ now: NOW }));
  afterEach(() => void jest.useRealTimers());

  it('asks nothing of an endpoint without limits', () => {
    const { limits, state, view } = setup();
    state.load.inFlight = 1_000;
    for (let i = 0; i < 100; i++) limits.sent(state, NOW);
    expect([limits.hasRoom(state, NOW), limits.waitMs(state, NOW)]).toEqual([true, 0]);
    expect(view.view().endpoints).toEqual([]);
  });

  it('has no room while so many requests are under way', () => {
    const { limits, state } = setup({ maxConcurrent: 2 });
    state.load.inFlight = 1;
    expect(limits.hasRoom(state, NOW)).toBe(true);
    state.load.inFlight = 2;
    expect([limits.hasRoom(state, NOW), limits.waitMs(state, NOW)]).toEqual([false, 1_000]);
  });

  it('lets a sixth of a minute’s requests come at once, then one after the other', () => {
    const { limits, state } = setup({ requestsPerMinute: 12 });
    for (let i = 0; i < 2; i++) {
      expect(limits.hasRoom(state, NOW)).toBe(true);
      limits.sent(state, NOW);
    }
    expect([limits.hasRoom(state, NOW), limits.waitMs(state, NOW)]).toEqual([false, 5_000]);
    expect(limits.hasRoom(state, NOW + 5_000)).toBe(true);
  });

  it('takes nothing for being asked', () => {
    const { limits, state } = setup({ requestsPerMinute: 1 });
    for (let i = 0; i < 5; i++) expect(limits.hasRoom(state, NOW)).toBe(true);
  });

  it('keeps counts when the configuration changes, and forgets an endpoint that goes', () => {
    const { limits, state, configure, store } = setup({ requestsPerMinute: 6 });
    limits.sent(state, NOW);
    expect(limits.hasRoom(configure({ requestsPerMinute: 60 }), NOW)).toBe(false);
    expect(limits.hasRoom(configure({ requestsPerMinute: 60 }), NOW + 1_000)).toBe(true);
    limits.sent(configure({ requestsPerMinute: 6 }), NOW + 1_000);
    store.replaceEndpoints([]);
    expect(limits.hasRoom(configure({ requestsPerMinute: 6 }), NOW + 1_000)).toBe(true);
  });

  it('shows how far the limits are used up, and lets an endpoint start anew', () => {
    const { limits, state, view } = setup({ maxConcurrent: 4, requestsPerMinute: 60 });
    state.load.inFlight = 1;
    limits.sent(state, NOW);
    expect(view.view().endpoints).toEqual([
      {
        key: 'a',
        gauges: [
          { limit: 'max_concurrent', capacity: 4, used: 1, remaining: 3, resetsAt: 0 },
          { limit: 'requests_per_minute', capacity: 60, used: 1, remaining: 9, resetsAt: NOW + 1_000 },
        ],
      },
    ]);
    expect([view.reset('endpoints', 'nobody'), view.reset('endpoints', 'a')]).toEqual([0, 1]);
    expect(view.one('endpoints', 'a')?.gauges[1]).toMatchObject({ used: 0, remaining: 10 });
    expect([view.reset('endpoints'), view.one('endpoints', 'nobody')]).toEqual([1, undefined]);
  });
});
