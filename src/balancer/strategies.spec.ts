import { exchange, state } from '../../test/support/builders.js';
import type { EndpointState } from '../core/endpoint.js';
import type { BalancingStrategy } from './balancing-strategy.js';
import { LeastConnectionsStrategy } from './least-connections.strategy.js';
import { PriorityStrategy } from './priority.strategy.js';
import { RoundRobinStrategy } from './round-robin.strategy.js';

const picks = (strategy: BalancingStrategy, from: EndpointState[], times: number): string[] =>
  Array.from({ length: times }, () => strategy.select(from, exchange()).endpoint.name);
const tally = (names: string[]): Record<string, number> =>
  names.reduce<Record<string, number>>((sum, name) => ({ ...sum, [name]: (sum[name] ?? 0) + 1 }), {});

describe('round-robin', () => {
  it('takes each in its turn, in configuration order', () => {
    const from = ['a', 'b', 'c'].map((name) => state({ name }));
    expect(picks(new RoundRobinStrategy(), from, 7).join('')).toBe('abcabca');
  });
});

describe('least-connections', () => {
  it('takes the endpoint with the fewest attempts in flight, whatever its priority', () => {
    const from = [
      state({ name: 'a', inFlight: 5, endpoint: { priority: 900 } }),
      state({ name: 'b', inFlight: 1 }),
      state({ name: 'c', inFlight: 3 }),
    ];
    expect(picks(new LeastConnectionsStrategy(), from, 3)).toEqual(['b', 'b', 'b']);
  });

  it('lets equals take turns', () => {
    const from = [state({ name: 'a' }), state({ name: 'b' }), state({ name: 'busy', inFlight: 2 })];
    expect(tally(picks(new LeastConnectionsStrategy(), from, 10))).toEqual({ a: 5, b: 5 });
  });
});

describe('priority', () => {
  it('never leaves the highest tier that is there', () => {
    const from = [
      state({ name: 'low', endpoint: { priority: 50 } }),
      state({ name: 'high', status: 'busy', endpoint: { priority: 300 } }),
    ];
    expect(tally(picks(new PriorityStrategy(), from, 20))).toEqual({ high: 20 });
  });

  it('draws within a tier by status', () => {
    const strategy = new PriorityStrategy();
    const from = [
      state({ name: 'healthy' }),
      state({ name: 'busy', status: 'busy' }),
      state({ name: 'warming', status: 'warming' }),
    ];
    const drawn = [0, 0.7, 0.72, 0.92, 0.94, 0.999].map((draw) => {
      strategy.random = () => draw;
      return strategy.select(from).endpoint.name;
    });
    expect(drawn).toEqual(['healthy', 'healthy', 'busy', 'busy', 'warming', 'warming']);
  });

  it('draws evenly where nothing has weight', () => {
    const strategy = new PriorityStrategy();
    strategy.random = () => 0.9;
    const from = [state({ name: 'a', status: 'offline' }), state({ name: 'b', status: 'offline' })];
    expect(strategy.select(from).endpoint.name).toBe('b');
  });
});
