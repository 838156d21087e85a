import { Duration, Flag, ListOf, Whole } from '../schema/index.js';

/** The networks of proxies whose word is taken when the operator names none. */
export const PRIVATE_NETWORKS: readonly string[] = [
  '127.0.0.0/8',
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
];

export class RateLimitsConfig {
  /** Requests per minute of all clients together on proxy routes; 0 or less means no limit. */
  @Whole()
  readonly globalRequestsPerMinute: number = 1_000;

  /** Requests per minute of one client address on proxy routes; 0 or less means no limit. */
  @Whole()
  readonly perIpRequestsPerMinute: number = 100;

  /** Requests per minute on the health route; enforced only when the operator gives a number. */
  @Whole()
  readonly healthRequestsPerMinute: number = 1_000;

  /** Requests that may come at once before a limit is felt. */
  @Whole()
  readonly burstSize: number = 50;

  /** How often counters of absent clients are dropped; 0 means never. */
  @Duration()
  readonly cleanupInterval: number = 300_000;

  /** Whether a trusted proxy may name the client in `X-Forwarded-For` or `X-Real-IP`. */
  @Flag()
  readonly trustProxyHeaders: boolean = false;

  /** Networks of the proxies that are trusted. */
  @ListOf('text')
  readonly trustedProxyCidrs: readonly string[] = PRIVATE_NETWORKS;
}
