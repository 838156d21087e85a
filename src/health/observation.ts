/** What a probe saw, before anyone judges it. */
export type Observation =
  | {
      readonly kind: 'answer';
      readonly status: number;
      /** Milliseconds to the headers of the final answer, redirects included. */
      readonly latencyMs: number;
      /** `Retry-After` as it came. */
      readonly retryAfter: string | undefined;
      /** It is up, and says that it is reading its model into memory. */
      readonly loading?: true;
    }
  | {
      readonly kind: 'failure';
      /** `network`: no conversation came about or it broke off; `other`: what came is no usable answer. */
      readonly cause: 'network' | 'timeout' | 'other';
      readonly message: string;
    };
