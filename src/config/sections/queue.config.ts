import { Choice, Duration, Flag, NotNegative, Size, Whole } from '../schema/index.js';

/** Where requests wait when every endpoint that could answer is busy, instead of piling up there. */
export class QueueConfig {
  /** Whether requests wait: always, never, or with the strategy that knows of slots (`expected-wait`). */
  @Choice('auto', 'on', 'off')
  readonly mode: string = 'auto';

  /** Requests that may wait at a time. */
  @Whole()
  @NotNegative()
  readonly maxRequests: number = 10_000;

  /** Bytes of request bodies that may wait at a time. */
  @Size()
  @NotNegative()
  readonly maxBytes: number = 256 * 1024 * 1024;

  /** How long a request may wait; clients can ask for less with `X-Olla-Max-Wait` (seconds). */
  @Duration()
  readonly maxWait: number = 300_000;

  /** Whether a model for which many wait is loaded on further endpoints, within what `models` allows. */
  @Flag()
  readonly replicate: boolean = true;

  /** After how long a client that asked for a stream gets its first sign of life; 0 means never. */
  @Duration()
  readonly pingAfter: number = 10_000;
}
