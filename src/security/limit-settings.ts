import { Live } from '../core/live.js';

/** What the guards read of the `server` section. Durations are milliseconds. */
export interface LimitSettings {
  readonly requestLimits: RequestLimits;
  readonly rateLimits: RateLimits;
}

export interface RequestLimits {
  /** Bytes of a body; 0 or less = unlimited. */
  readonly maxBodySize: number;
  /** Bytes of a head; see `effectiveHeaderLimit`. */
  readonly maxHeaderSize: number;
}

export interface RateLimits {
  readonly globalRequestsPerMinute: number;
  readonly perIpRequestsPerMinute: number;
  readonly healthRequestsPerMinute: number;
  /** How many tokens every bucket holds. */
  readonly burstSize: number;
  readonly cleanupInterval: number;
  readonly trustProxyHeaders: boolean;
  readonly trustedProxyCidrs: readonly string[];
}

/** Token and type of the present limits: the application binds it to its live `server` section. */
export abstract class ServerLimits extends Live<LimitSettings> {}
