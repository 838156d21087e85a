/** Settings of `proxy.queue` (milliseconds, bytes). */
export interface QueueSettings {
  /** `auto`: where the strategy knows of slots. */
  readonly mode: string;
  readonly maxRequests: number;
  readonly maxBytes: number;
  readonly maxWait: number;
  /** Whether further copies of a model are loaded for those who wait. */
  readonly replicate: boolean;
}
