import { state } from '../../../test/support/builders.js';
import { ConfigSource, ModelRegistryConfig, type OllaConfig } from '../../config/index.js';
import { Live } from '../../core/live.js';
import { DiscoveryRouting } from './discovery.routing.js';
import { OptimisticRouting } from './optimistic.routing.js';
import type { RoutingQuestion } from './routing-strategy.js';
import { StrictRouting } from './strict.routing.js';

class Options extends ConfigSource {
  readonly live: Live<OllaConfig>;

  constructor(options: object) {
    super();
    this.live = new Live(withOptions(options));
  }
}

function withOptions(options: object): OllaConfig {
  const modelRegistry = new ModelRegistryConfig();
  Object.assign(modelRegistry.routingStrategy.options, options);
  return { modelRegistry } as OllaConfig;
}

const HAS = state({ name: 'has' });
const OTHER = state({ name: 'other' });

/** Endpoints as the table writes them: C, R, or nobody. */
const C = [HAS, OTHER];
const R = [HAS];
const NONE: RoutingQuestion['candidates'] = [];

const question = (known: boolean, having = NONE, candidates: RoutingQuestion['candidates'] = C) => ({
  model: 'm',
  candidates,
  having,
  known,
});

const answer = (
  strategy: string,
  action: string,
  status: number,
  reason: string,
  endpoints: typeof NONE,
) => ({
  decision: { strategy, action, status, reason },
  endpoints,
});

describe('strict routing', () => {
  it.each([
    [1, question(true, R), 'routed', 200, 'model_found', R],
    [2, question(false), 'rejected', 404, 'model_not_found', NONE],
    [3, question(true), 'rejected', 503, 'model_unavailable', NONE],
  ])('row %d', (_row, asked, action, status, reason, endpoints) => {
    expect(new StrictRouting().route(asked)).toEqual(answer('strict', action, status, reason, endpoints));
  });
});

describe('optimistic routing', () => {
  it.each([
    [4, 'none', question(true, R), 'routed', 200, 'model_found', R],
    [4, 'all', question(true, R), 'routed', 200, 'model_found', R],
    [5, 'none', question(false), 'rejected', 404, 'model_not_found', NONE],
    [6, 'compatible_only', question(false), 'rejected', 404, 'model_not_found', NONE],
    [6, '', question(false), 'rejected', 404, 'model_not_found', NONE],
    [6, 'unheard-of', question(false), 'rejected', 404, 'model_not_found', NONE],
    [7, 'all', question(false), 'fallback', 200, 'model_not_found_fallback', C],
    [7, 'all', question(false, NONE, NONE), 'fallback', 200, 'model_not_found_fallback', NONE],
    [8, 'none', question(true), 'rejected', 503, 'model_unavailable_no_fallback', NONE],
    [9, 'compatible_only', question(true), 'rejected', 503, 'model_unavailable_compatible_only', NONE],
    [9, '', question(true), 'rejected', 503, 'model_unavailable_compatible_only', NONE],
    [9, 'unheard-of', question(true), 'rejected', 503, 'model_unavailable_compatible_only', NONE],
    [10, 'all', question(true), 'fallback', 200, 'all_healthy_fallback', C],
  ])('row %d with fallback %j', (_row, fallbackBehavior, asked, action, status, reason, endpoints) => {
    const strategy = new OptimisticRouting(new Options({ fallbackBehavior }));
    expect(strategy.route(asked)).toEqual(answer('optimistic', action, status, reason, endpoints));
  });

  it('goes by the options as they are now', () => {
    const config = new Options({ fallbackBehavior: 'all' });
    const strategy = new OptimisticRouting(config);
    config.live.set(withOptions({ fallbackBehavior: 'none' }));
    expect(strategy.route(question(true)).decision.reason).toBe('model_unavailable_no_fallback');
  });
});

describe('discovery routing', () => {
  it.each([
    ['none', question(true, R)],
    ['all', question(true, R)],
  ])('row 11 with fallback %j', (fallbackBehavior, asked) => {
    for (const discoveryRefreshOnMiss of [true, false]) {
      const strategy = new DiscoveryRouting(new Options({ fallbackBehavior, discoveryRefreshOnMiss }));
      expect(strategy.route(asked)).toEqual(answer('discovery', 'routed', 200, 'model_found_no_refresh', R));
    }
  });

  it.each(['none', 'compatible_only', '', 'all'])('row 12 with fallback %j', (fallbackBehavior) => {
    const strategy = new DiscoveryRouting(new Options({ fallbackBehavior }));
    for (const known of [true, false]) {
      expect(strategy.route(question(known))).toEqual(
        answer('discovery', 'rejected', 503, 'model_unavailable_no_refresh', NONE),
      );
    }
  });

  const refreshing = (fallbackBehavior: string) =>
    new DiscoveryRouting(new Options({ fallbackBehavior, discoveryRefreshOnMiss: true }));

  it.each([
    [13, 'none', 'failed', C, 'rejected', 503, 'discovery_failed_no_fallback', NONE],
    [14, 'compatible_only', 'failed', C, 'rejected', 503, 'discovery_failed_compatible_only', NONE],
    [14, '', 'failed', C, 'rejected', 503, 'discovery_failed_compatible_only', NONE],
    [14, 'unheard-of', 'failed', C, 'rejected', 503, 'discovery_failed_compatible_only', NONE],
    [15, 'all', 'failed', C, 'fallback', 200, 'discovery_failed_all_fallback', C],
    [15, 'all', 'failed', NONE, 'fallback', 200, 'discovery_failed_all_fallback', NONE],
    [17, 'none', 'done', NONE, 'rejected', 503, 'no_healthy_after_discovery', NONE],
    [17, 'all', 'done', NONE, 'rejected', 503, 'no_healthy_after_discovery', NONE],
    [18, 'none', 'done', C, 'rejected', 503, 'model_unavailable_after_discovery', NONE],
    [18, 'compatible_only', 'done', C, 'rejected', 503, 'model_unavailable_after_discovery', NONE],
    [18, '', 'done', C, 'rejected', 503, 'model_unavailable_after_discovery', NONE],
    [19, 'all', 'done', C, 'fallback', 200, 'all_healthy_after_discovery', C],
  ] as const)(
    'row %d with fallback %j and a refresh that is %s',
    (_row, fallbackBehavior, refresh, candidates, action, status, reason, endpoints) => {
      for (const known of [true, false]) {
        const asked = { ...question(known, NONE, candidates), refresh };
        expect(refreshing(fallbackBehavior).route(asked)).toEqual(
          answer('discovery', action, status, reason, endpoints),
        );
      }
    },
  );

  it.each(['none', 'compatible_only', 'all'])('row 20 with fallback %j', (fallbackBehavior) => {
    const asked = { ...question(true, R), refresh: 'done' as const };
    expect(refreshing(fallbackBehavior).route(asked)).toEqual(
      answer('discovery', 'routed', 200, 'model_found', R),
    );
  });

  it.each(['none', 'compatible_only', 'all'])(
    'asks for a refresh beside what stands without one, with fallback %j',
    (fallbackBehavior) => {
      const strategy = refreshing(fallbackBehavior);
      const failed = strategy.route({ ...question(false), refresh: 'failed' });
      expect(strategy.route(question(false))).toEqual({ ...failed, wantsRefresh: true });
    },
  );
});
