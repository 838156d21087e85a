import { exchange, state } from '../../test/support/builders.js';
import type { EndpointState } from '../core/endpoint.js';
import type { HealthService } from '../health/index.js';
import { type Candidates, FleetStore } from '../registry/index.js';
import { BalancerService, type BalancerSettings } from './balancer.service.js';
import type { BalancingStrategy } from './balancing-strategy.js';
import { EndpointLimits } from './endpoint-limits.js';
import { RoundRobinStrategy } from './round-robin.strategy.js';
import { StickySessions } from './sticky-sessions.js';

type Door = Pick<HealthService, 'admits' | 'admit' | 'waitMs'>;

function balancer(
  over: {
    closed?: (name: string) => boolean;
    trial?: (name: string) => boolean;
    waits?: (name: string) => number;
    strategy?: BalancingStrategy;
  } & Partial<BalancerSettings> = {},
) {
  const { closed = () => true, trial = () => false, waits = () => 0, ...others } = over;
  const { strategy = new RoundRobinStrategy(), ...settings } = others;
  const admits: Door['admits'] = ({ endpoint: { name } }, _now, early) =>
    closed(name) || (early && trial(name));
  const health: Door = {
    admits,
    admit: (of, now, early) => (admits(of, now, early) ? 7 : undefined),
    waitMs: ([state]) => waits(state!.endpoint.name),
  };
  const sticky = {
    enabled: false,
    keySources: ['session_header'],
    prefixHashBytes: 512,
    idleTtlSeconds: 0,
    maxSessions: 0,
  };
  const chosen: BalancerSettings = {
    loadBalancer: 'round-robin',
    pool: { maxConnections: 0 },
    profileLimits: false,
    stickySessions: sticky,
    ...settings,
  };
  const sessions = new StickySessions(() => chosen.stickySessions);
  return new BalancerService(
    () => chosen,
    () => strategy,
    health as HealthService,
    sessions,
    () => 2,
    new EndpointLimits(new FleetStore()),
  );
}

const tiers = (...all: EndpointState[][]): Candidates => ({
  tiers: all,
  total: all.flat().length,
  decision: undefined,
});
const members = (...names: string[]): EndpointState[] => names.map((name) => state({ name }));
const picks = (
  from: BalancerService,
  candidates: Candidates,
  times: number,
  tried = new Set<string>(),
): string =>
  Array.from({ length: times }, () => {
    const selection = from.select(exchange(), candidates, tried);
    if (selection) from.release(selection);
    return selection?.state.endpoint.name ?? '-';
  }).join('');

describe('BalancerService', () => {
  it('never goes back to an endpoint that this request has tried', () => {
    const [a, b] = members('a', 'b');
    expect(picks(balancer(), tiers([a!, b!]), 3, new Set([a!.endpoint.url]))).toBe('bbb');
    expect(picks(balancer(), tiers([a!]), 1, new Set([a!.endpoint.url]))).toBe('-');
  });

  it('turns to a later tier only when the earlier one has nobody', () => {
    const candidates = tiers(members('a'), members('slow'), members('gone'));
    expect(picks(balancer(), candidates, 2)).toBe('aa');
    expect(picks(balancer({ closed: (name) => name !== 'a' }), candidates, 1)).toBe('slow');
  });

  it('leaves out whoever may not be asked, and has nobody when that is all', () => {
    const candidates = tiers(members('a', 'b', 'c'));
    expect(picks(balancer({ closed: (name) => name !== 'b' }), candidates, 4)).toBe('acac');
    expect(picks(balancer({ closed: () => false }), candidates, 1)).toBe('-');
  });

  it('lets an open breaker have an early trial only where another endpoint can save the request', () => {
    const trial = (name: string): boolean => name === 'b';
    const open = balancer({ closed: (name) => name === 'a', trial });
    expect(picks(open, tiers(members('a', 'b')), 2)).toBe('ab');
    expect(picks(balancer({ closed: () => false, trial }), tiers(members('b', 'c')), 1)).toBe('-');
  });

  it('prefers an endpoint with a free connection, and takes a full one when all are full', () => {
    const full = state({ name: 'full', inFlight: 2 });
    const free = state({ name: 'free', inFlight: 1 });
    const limited = balancer({ pool: { maxConnections: 2 } });
    expect(picks(limited, tiers([full, free]), 2)).toBe('freefree');
    expect(picks(limited, tiers([full]), 1)).toBe('full');
  });

  it('knows whether anybody else could be asked', () => {
    const [a, b] = members('a', 'b');
    const tried = new Set([a!.endpoint.url]);
    expect(balancer().hasOther(exchange(), tiers([a!, b!]), tried)).toBe(true);
    expect(balancer().hasOther(exchange(), tiers([a!]), tried)).toBe(false);
    expect(balancer({ closed: (name) => name === 'a' }).hasOther(exchange(), tiers([a!, b!]), tried)).toBe(
      false,
    );
  });

  it('keeps a conversation where it was and says so', () => {
    const stickySessions = {
      enabled: true,
      keySources: ['session_header'],
      prefixHashBytes: 0,
      idleTtlSeconds: 0,
      maxSessions: 0,
    };
    const sticky = balancer({ stickySessions });
    const candidates = tiers(members('a', 'b'));
    const ask = (from: Candidates, headers = ['X-Olla-Session-ID', 's']) => {
      const made = exchange({ headers });
      const selection = sticky.select(made, from, new Set());
      return [selection?.state.endpoint.name, made.sticky?.outcome, made.sticky?.source];
    };
    expect(ask(candidates)).toEqual(['a', 'miss', 'session_header']);
    expect(ask(candidates)).toEqual(['a', 'hit', 'session_header']);
    expect(ask(tiers(members('b')))).toEqual(['b', 'repin', 'session_header']);
    expect(ask(candidates)).toEqual(['b', 'hit', 'session_header']);
    expect(ask(candidates, [])[1]).toBe('disabled');
  });

  describe('with facts about what is in memory', () => {
    const telling = (name: string, model: string | undefined, priority = 100): EndpointState => {
      const made = state({ name, endpoint: { priority } });
      const residents = model === undefined ? [] : [{ name: model, state: 'loaded' as const }];
      made.load.told = { at: Date.now(), source: '/test', residents };
      return made;
    };
    const pick = (from: BalancerService, candidates: Candidates, headers: string[] = []): string => {
      const made = exchange({ model: 'llama3', headers });
      return from.select(made, candidates, new Set())?.state.endpoint.name ?? '-';
    };

    it('asks where the model is loaded, as long as there is room', () => {
      const [cold, warm] = [telling('cold', undefined), telling('warm', 'LLAMA3:latest')];
      const even = balancer();
      expect([1, 2, 3].map(() => pick(even, tiers([cold, warm])))).toEqual(['warm', 'warm', 'warm']);
      warm.load.inFlight = 4;
      expect([1, 2].map(() => pick(even, tiers([cold, warm]))).sort()).toEqual(['cold', 'warm']);
    });

    it('prefers it within a tier only', () => {
      const candidates = tiers([telling('cold', undefined)], [telling('slow', 'llama3')]);
      expect(pick(balancer(), candidates)).toBe('cold');
    });

    it('goes by the names that the endpoints have for the model', () => {
      const [a, b] = [telling('a', 'llama3'), telling('b', 'own')];
      const own = new Map([a, b].map(({ endpoint: { name, url } }) => [url, name === 'b' ? 'own' : 'other']));
      expect(pick(balancer(), { ...tiers([a, b]), names: own })).toBe('b');
    });

    it('keeps to the order of the operator under the priority strategy', () => {
      const ranked = balancer({ loadBalancer: 'priority' });
      const candidates = [telling('a', undefined), telling('b', 'llama3'), telling('c', 'llama3', 50)];
      expect(pick(ranked, tiers(candidates))).toBe('b');
      expect(pick(ranked, tiers([candidates[0]!, candidates[2]!]))).toBe('a');
    });

    it('routes around one that sleeps', () => {
      const asleep = telling('a', 'llama3', 200);
      asleep.load.told = { at: Date.now(), source: '/is_sleeping', unavailable: true };
      for (const loadBalancer of ['priority', 'round-robin']) {
        const candidates = tiers([asleep, telling('b', undefined)]);
        expect(pick(balancer({ loadBalancer }), candidates)).toBe('b');
      }
    });

    it('leaves a conversation where it is', () => {
      const sticky = {
        enabled: true,
        keySources: ['session_header'],
        prefixHashBytes: 0,
        idleTtlSeconds: 0,
        maxSessions: 0,
      };
      const from = balancer({ stickySessions: sticky });
      const [a, b] = [telling('a', 'llama3'), telling('b', undefined)];
      const session = ['X-Olla-Session-ID', 's'];
      expect(pick(from, tiers([a, b]), session)).toBe('a');
      [a.load.told, b.load.told] = [b.load.told, a.load.told];
      expect(pick(from, tiers([a, b]), session)).toBe('a');
      expect(pick(from, tiers([a, b]))).toBe('b');
    });
  });

  it('gives an endpoint no more than its profile finds sensible, when it is told to', () => {
    const full = state({ name: 'a', inFlight: 2 });
    const free = state({ name: 'b', inFlight: 1 });
    expect(picks(balancer(), tiers([full, free]), 2)).toBe('ab');
    const limiting = balancer({ profileLimits: true });
    expect(picks(limiting, tiers([full, free]), 2)).toBe('bb');
    expect(picks(limiting, tiers([full]), 1)).toBe('-');
    expect(limiting.hasOther(exchange(), tiers([full]), new Set())).toBe(false);
  });

  it('gives an endpoint no more than its own limits allow', () => {
    const full = state({ name: 'full', endpoint: { maxConcurrent: 2 }, inFlight: 2 });
    const rare = state({ name: 'rare', endpoint: { requestsPerMinute: 6 } });
    const limited = balancer();
    expect(picks(limited, tiers([full, rare]), 3)).toBe('rare--');
    expect(limited.hasOther(exchange(), tiers([full, rare]), new Set())).toBe(false);
    full.load.inFlight = 1;
    expect(picks(limited, tiers([full, rare]), 2)).toBe('fullfull');
  });

  it('says when the first of the endpoints can take a request again', () => {
    const now = Date.now();
    const rare = state({ name: 'rare', endpoint: { requestsPerMinute: 6 } });
    const full = state({ name: 'full', endpoint: { maxConcurrent: 1 }, inFlight: 1 });
    const limited = balancer({ waits: (name) => (name === 'held' ? 3_000 : 0) });
    picks(limited, tiers([rare]), 1);
    expect(limited.waitMs([rare], now)).toBeGreaterThan(9_000);
    expect(limited.waitMs([rare, state({ name: 'held' })], now)).toBe(3_000);
    expect(limited.waitMs([rare, full], now)).toBe(1_000);
    expect(limited.waitMs([], now)).toBe(0);
  });

  it('asks a strategy that keeps endpoints out before anything else, sticky sessions included', () => {
    const [a, b] = [state({ name: 'a' }), state({ name: 'eu-b' })];
    const residency: BalancingStrategy = {
      admits: ({ endpoint }, { request }) =>
        !request.headers['x-region'] || endpoint.name.startsWith(`${String(request.headers['x-region'])}-`),
      select: ([first]) => first!,
    };
    const from = balancer({ strategy: residency });
    const european = exchange({ headers: ['X-Region', 'eu'] });
    expect(from.select(european, tiers([a, b]), new Set())?.state).toBe(b);
    expect(from.select(european, tiers([a]), new Set())).toBeUndefined();
    expect(from.hasOther(european, tiers([a]), new Set())).toBe(false);
    expect(from.select(exchange(), tiers([a, b]), new Set())?.state).toBe(a);
  });
});
