import { exchange, state } from '../../test/support/builders.js';
import type { EndpointState } from '../core/endpoint.js';
import type { HealthService } from '../health/index.js';
import { type Candidates, FleetStore } from '../registry/index.js';
import { BalancerService, type BalancerSettings } from './balancer.service.js';
import type { BalancingStrategy } from './balancing-strategy.js';
import { EndpointLimits } from './endpoint-limits.js';
import { BalancerForesight } from './foresight.js';
import { LeastConnectionsStrategy } from './least-connections.strategy.js';
import { PriorityStrategy } from './priority.strategy.js';
import { RoundRobinStrategy } from './round-robin.strategy.js';
import { StickySessions } from './sticky-sessions.js';

const settings = (enabled: boolean): BalancerSettings => ({
  loadBalancer: 'any',
  pool: { maxConnections: 0 },
  profileLimits: true,
  stickySessions: {
    enabled,
    keySources: ['session_header'],
    prefixHashBytes: 512,
    idleTtlSeconds: 0,
    maxSessions: 0,
  },
});

function rig(strategy: BalancingStrategy, { sticky = false, open = [] as string[] } = {}) {
  const health = {
    admits: ({ endpoint }: EndpointState) => !open.includes(endpoint.name),
    admit: () => 1,
    waitMs: () => 0,
  } as unknown as HealthService;
  const sessions = new StickySessions(() => settings(sticky).stickySessions);
  const limits = new EndpointLimits(new FleetStore());
  const parts = [() => settings(sticky), () => strategy, health, sessions, () => 4, limits] as const;
  const balancer = new BalancerService(...parts);
  const foresight = new BalancerForesight({
    balancer,
    settings: parts[0],
    strategy: parts[1],
    health,
    sessions,
    profileLimitOf: parts[4],
    limits,
  });
  return { balancer, foresight, sessions };
}

const tiers = (...all: EndpointState[][]): Candidates => ({
  tiers: all,
  total: all.flat().length,
  decision: undefined,
});

describe('BalancerForesight', () => {
  it.each([
    ['round-robin', () => new RoundRobinStrategy()],
    ['least-connections', () => new LeastConnectionsStrategy()],
  ])('foresees each pick of %s, however often it is asked', (_, make) => {
    const { balancer, foresight } = rig(make());
    const candidates = tiers([state({ name: 'a' }), state({ name: 'b' }), state({ name: 'c' })]);
    for (let turn = 0; turn < 7; turn++) {
      const foreseen = [0, 1, 2].map(() => foresight.foresee(exchange(), candidates).chosen?.endpoint.name);
      const picked = balancer.select(exchange(), candidates, new Set())?.state.endpoint.name;
      expect(foreseen).toEqual([picked, picked, picked]);
    }
  });

  it('says that a draw cannot be foreseen', () => {
    const { foresight } = rig(new PriorityStrategy());
    const [a, b, low] = [
      state({ name: 'a' }),
      state({ name: 'b' }),
      state({ name: 'c', endpoint: { priority: 1 } }),
    ];
    expect(foresight.foresee(exchange(), tiers([a, b]))).toMatchObject({ chosen: undefined });
    expect(foresight.foresee(exchange(), tiers([a, low])).chosen).toBe(a);
  });

  it('names what stands in the way of each', () => {
    const kept: BalancingStrategy = {
      select: ([first]) => first!,
      admits: ({ endpoint }) => endpoint.name !== 'kept',
    };
    const { foresight } = rig(kept, { open: ['broken'] });
    const held = state({ name: 'held' });
    held.load.heldUntil = Date.now() + 10_000;
    const all = [
      state({ name: 'full', endpoint: { maxConcurrent: 2 }, inFlight: 2 }),
      state({ name: 'profile', inFlight: 4 }),
      state({ name: 'broken' }),
      state({ name: 'kept' }),
      state({ name: 'fine' }),
    ];
    // The stand-in for health lets held endpoints through: only the forecast looks at them itself.
    const seen = foresight.foresee(exchange(), tiers(all, [held]));
    const told = seen.prospects.map(({ state: { endpoint }, hindrance, tier }) => [
      endpoint.name,
      tier,
      hindrance,
    ]);
    expect(told).toEqual([
      ['full', 0, 'max_concurrent'],
      ['profile', 0, 'profile_limit'],
      ['broken', 0, 'breaker'],
      ['kept', 0, 'strategy'],
      ['fine', 0, undefined],
      ['held', 1, 'held'],
    ]);
    expect(seen.chosen?.endpoint.name).toBe('fine');
  });

  it('follows a pinned conversation without keeping it alive', () => {
    const { balancer, foresight, sessions } = rig(new RoundRobinStrategy(), { sticky: true });
    const candidates = tiers([state({ name: 'a' }), state({ name: 'b' })]);
    const talk = exchange();
    talk.request.headers['x-olla-session-id'] = 'talk';
    expect(foresight.foresee(talk, candidates).sticky).toEqual({
      source: 'session_header',
      pinned: undefined,
    });
    const { state: first } = balancer.select(talk, candidates, new Set())!;
    const before = sessions.stats();
    const seen = foresight.foresee(talk, candidates);
    expect(seen.chosen).toBe(first);
    expect(seen.sticky?.pinned).toBe(first.endpoint.url);
    expect(sessions.stats()).toEqual(before);
  });

  it('sees nobody when nobody can take it', () => {
    const { foresight } = rig(new RoundRobinStrategy(), { open: ['a'] });
    const seen = foresight.foresee(exchange(), tiers([state({ name: 'a' })]));
    expect(seen.chosen).toBeUndefined();
    expect(seen.prospects.some(({ shortlisted }) => shortlisted)).toBe(false);
  });
});
