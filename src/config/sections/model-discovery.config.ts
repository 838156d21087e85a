import { Duration, Flag, NotNegative, Whole } from '../schema/index.js';

/** How Olla learns which models endpoints have. Durations are milliseconds. */
export class ModelDiscoveryConfig {
  /** Whether endpoints are asked for their models. */
  @Flag()
  readonly enabled: boolean = true;

  /** Time between two rounds. */
  @Duration({ negative: true })
  readonly interval: number = 300_000;

  /** How long one endpoint may take to answer. */
  @Duration({ negative: true })
  readonly timeout: number = 30_000;

  /** Endpoints that are asked at the same time. */
  @Whole()
  readonly concurrentWorkers: number = 5;

  /** Attempts per endpoint and round. */
  @Whole()
  @NotNegative()
  readonly retryAttempts: number = 3;

  /** Pause before the second attempt; each further pause is twice as long. */
  @Duration()
  readonly retryBackoff: number = 1_000;
}
