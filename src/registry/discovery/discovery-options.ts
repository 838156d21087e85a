/** What model discovery is told (`discovery.model_discovery`); durations in milliseconds. */
export interface DiscoveryOptions {
  readonly enabled: boolean;
  /** Time between two listings of every endpoint. */
  readonly interval: number;
  /** Time for one attempt at one endpoint. */
  readonly timeout: number;
  /** Endpoints that are asked at the same time. */
  readonly concurrentWorkers: number;
  /** Attempts per listing in all, when the failure may pass. */
  readonly retryAttempts: number;
  /** Wait before the second attempt; doubles with each further one. */
  readonly retryBackoff: number;
}

const USUAL_INTERVAL_MS = 300_000;

/** The interval to go by when a configured one is no interval. */
export const usableInterval = ({ interval }: DiscoveryOptions): number =>
  interval > 0 ? interval : USUAL_INTERVAL_MS;
