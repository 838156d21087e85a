import { Duration, Flag, Known, NotEmpty, NotNegative, Section, Size, Text } from '../schema/index.js';
import { CircuitBreakerConfig, PoolConfig, RetryConfig } from './failure-handling.config.js';
import { NameFilterConfig } from './name-filter.config.js';
import { QueueConfig } from './queue.config.js';
import { StickySessionsConfig } from './sticky-sessions.config.js';

/** How requests reach backends. Durations are milliseconds. */
export class ProxyConfig {
  /** Name of the engine that relays requests. */
  @Text()
  @NotEmpty('proxy.engine must not be empty (e.g. "olla" or "sherpa")')
  @Known('olla', 'sherpa')
  readonly engine: string = 'olla';

  /** Name of the strategy that chooses between endpoints. */
  @Text()
  @NotEmpty('proxy.load_balancer must not be empty (e.g. "least-connections", "round-robin" or "priority")')
  @Known('least-connections', 'round-robin', 'priority', 'expected-wait')
  readonly loadBalancer: string = 'least-connections';

  /** How answers are passed on: decided for each, always as they come, or in larger pieces. */
  @Text()
  @Known('auto', 'streaming', 'standard')
  readonly profile: string = 'auto';

  /** How long opening a connection may take. */
  @Duration()
  readonly connectionTimeout: number = 60_000;

  /** How long a connection may be silent before the operating system asks whether it lives. */
  @Duration()
  readonly connectionKeepAlive: number = 30_000;

  /** How long an answer that is no stream may take altogether; see also `OllaConfig.given`. */
  @Duration()
  readonly responseTimeout: number = 900_000;

  /** How long a backend may be silent in the middle of an answer. */
  @Duration()
  readonly readTimeout: number = 600_000;

  /** How long a backend may be silent before its first header. */
  @Duration()
  readonly responseHeaderTimeout: number = 30_000;

  /** How long the TLS handshake with a backend may take. */
  @Duration()
  readonly tlsHandshakeTimeout: number = 10_000;

  /** Bytes of a stream that are moved at once; 0 leaves it to the engine. */
  @Size()
  @NotNegative()
  readonly streamBufferSize: number = 0;

  /** Which profiles exist; absent means all. */
  @Section(() => NameFilterConfig)
  readonly profileFilter?: NameFilterConfig = undefined;

  /** Whether an endpoint answers at most as many requests at once as its profile's `max_concurrent_requests`. */
  @Flag()
  readonly profileLimits: boolean = false;

  /** When a request goes to another endpoint. */
  @Section(() => RetryConfig)
  readonly retry: RetryConfig = new RetryConfig();

  /** When an endpoint that keeps failing is left alone. */
  @Section(() => CircuitBreakerConfig)
  readonly circuitBreaker: CircuitBreakerConfig = new CircuitBreakerConfig();

  /** How many connections an endpoint gets. */
  @Section(() => PoolConfig)
  readonly pool: PoolConfig = new PoolConfig();

  /** Where requests wait when every endpoint is busy. */
  @Section(() => QueueConfig)
  readonly queue: QueueConfig = new QueueConfig();

  /** Whether the turns of a conversation stay on one endpoint. */
  @Section(() => StickySessionsConfig)
  readonly stickySessions: StickySessionsConfig = new StickySessionsConfig();
}
