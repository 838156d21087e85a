import { Duration, Flag, HttpStatuses, ListOf, NotNegative, Whole } from '../schema/index.js';

/** When a request goes to another endpoint. */
export class RetryConfig {
  /** Whether a failed attempt may be followed by another one. */
  @Flag()
  readonly enabled: boolean = true;

  /** Attempts in all; 0 means every candidate once. */
  @Whole()
  @NotNegative()
  readonly maxAttempts: number = 0;

  /** Whether a connection that fails or closes without an answer is such a failure. */
  @Flag()
  readonly onConnectionFailure: boolean = true;

  /** Whether waiting too long for response headers is such a failure. */
  @Flag()
  readonly onTimeout: boolean = true;

  /** Statuses that are such a failure; an empty list relays every status. */
  @ListOf('integer')
  @HttpStatuses()
  readonly onStatus: readonly number[] = [429, 500, 502, 503, 504];
}

/** When an endpoint that keeps failing is left alone. */
export class CircuitBreakerConfig {
  /** Failures in a row that open the breaker; 0 means that it never opens. */
  @Whole()
  @NotNegative()
  readonly threshold: number = 5;

  /** How long an open breaker keeps requests away. */
  @Duration()
  readonly openFor: number = 30_000;
}

/** How many connections an endpoint gets. */
export class PoolConfig {
  /** Requests that one endpoint serves at a time; 0 means no limit. */
  @Whole()
  @NotNegative()
  readonly maxConnections: number = 0;

  /** How long a request may wait for a free connection. */
  @Duration()
  readonly queueTimeout: number = 10_000;
}
