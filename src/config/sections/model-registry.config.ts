import { Choice, Duration, Flag, Known, Section, Text } from '../schema/index.js';

/** How long what is known of models is kept, and what counts as the same model. */
export class UnificationConfig {
  /** Age at which a model that nobody lists any more is forgotten. */
  @Duration({ negative: true })
  readonly staleThreshold: number = 86_400_000;

  /** Time between two searches for forgotten models. */
  @Duration({ negative: true })
  readonly cleanupInterval: number = 600_000;

  /** Whether equal models serve for each other whatever they are called, each endpoint asked by its own name. */
  @Flag()
  readonly routeEquivalents: boolean = false;

  /** Whether families that servers name become ours, and names and variants tidy. */
  @Flag()
  readonly normaliseFamilies: boolean = false;

  /** Whether a number of parameters that nobody tells is 0 in place of the size on disk. */
  @Flag()
  readonly exactParameterCount: boolean = false;
}

/** Details of the routing strategies. */
export class RoutingOptionsConfig {
  /** Who may serve a model that nobody lists: who fits, nobody, or everybody. */
  @Text()
  @Known('compatible_only', 'none', 'all')
  readonly fallbackBehavior: 'compatible_only' | 'none' | 'all' = 'compatible_only';

  /** How long a request may wait for fresh lists of models. */
  @Duration({ negative: true })
  readonly discoveryTimeout: number = 2_000;

  /** Whether a model that nobody lists makes the `discovery` strategy ask again. */
  @Flag()
  readonly discoveryRefreshOnMiss: boolean = false;
}

/** What happens when the endpoints with a model are not the ones that can serve. */
export class RoutingStrategyConfig {
  /** `strict`, `optimistic`, `discovery`, or the name of an extension's strategy. */
  @Text()
  @Known('strict', 'optimistic', 'discovery')
  readonly type: string = 'strict';

  /** Details of the strategies. */
  @Section(() => RoutingOptionsConfig)
  readonly options: RoutingOptionsConfig = new RoutingOptionsConfig();
}

/** What Olla remembers of models. Durations are milliseconds. */
export class ModelRegistryConfig {
  /** Where it is kept; only `memory` exists. */
  @Text()
  readonly type: string = 'memory';

  /** Whether equal models with different names are shown as one. */
  @Flag()
  readonly enableUnifier: boolean = true;

  /** How long what is known of models is kept, and what counts as the same model. */
  @Section(() => UnificationConfig)
  readonly unification: UnificationConfig = new UnificationConfig();

  /** What happens when the endpoints with a model are not the ones that can serve. */
  @Section(() => RoutingStrategyConfig)
  readonly routingStrategy: RoutingStrategyConfig = new RoutingStrategyConfig();

  /**
   * Whether it counts what models can do: `prefer` endpoints that have an able one where a request names
   * none, `require` it of a model that is named as well, or `off`.
   */
  @Choice('prefer', 'require', 'off')
  readonly capabilityRouting: 'prefer' | 'require' | 'off' = 'prefer';
}
