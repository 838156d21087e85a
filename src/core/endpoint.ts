/** Endpoints: what is configured about a backend, and what the fleet knows of it now. */
import type { Load } from './load.js';
import type { Model } from './model.js';

/** How connections to an endpoint are secured: contents of the files, not their names. Never shown or logged. */
export interface EndpointTls {
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  readonly serverName?: string;
  /** Any certificate is taken. */
  readonly insecure: boolean;
}

/** A configured backend. Frozen; its identity is `url`, its `name` is what people see (decisions.md 12). */
export interface Endpoint {
  readonly name: string;
  /** The base URL as configured: the identity. */
  readonly url: string;
  /** `scheme://host:port` of the base URL. */
  readonly origin: string;
  /** `host:port` as it stands in the Host header. */
  readonly authority: string;
  /** Path of the base URL; `/` when there is none. */
  readonly basePath: string;
  /** The type as configured, in the operator's spelling; `auto` when none was given. */
  readonly type: string;
  /** Canonical name of the profile that goes with the type; `auto` when the type is left to Olla. */
  readonly profile: string;
  /** For `auto`: the profile that was recognised; `` before that, and for every other type. */
  readonly detected: string;
  /** Place in the configuration: the stable order of candidates. */
  readonly index: number;
  readonly priority: number;
  readonly preservePath: boolean;
  readonly healthUrl: string;
  readonly healthUrlExplicit: boolean;
  readonly modelUrl: string;
  readonly modelUrlExplicit: boolean;
  readonly checkIntervalMs: number;
  readonly checkTimeoutMs: number;
  /** Static headers, then the credential: name, value, name, value. Never shown, logged or listed. */
  readonly outboundHeaders: readonly string[];
  /** Lower-cased names of those headers: never relayed back to a client. */
  readonly outboundHeaderNames: ReadonlySet<string>;
  /** Undefined = as usual. Two endpoints, or two generations of one, hold the same object only for the same settings. */
  readonly tls: EndpointTls | undefined;
  /** Requests that it serves at once; 0 = no limit. */
  readonly maxConcurrent: number;
  /** Requests per minute that it gets; 0 = no limit. */
  readonly requestsPerMinute: number;
  /** Whether a discovered model name is kept (`model_filter`). */
  readonly acceptsModel: (name: string) => boolean;
}

/** Wire strings of models-and-health.md §3. */
export type EndpointStatus =
  'healthy' | 'busy' | 'warming' | 'offline' | 'unhealthy' | 'unknown' | 'config_error' | 'rate_limited';

/** What the fleet knows of one endpoint. Frozen and replaced as a whole; only `load` moves. */
export interface EndpointState {
  readonly endpoint: Endpoint;
  readonly status: EndpointStatus;
  /** Epoch milliseconds of a demotion by traffic that no probe has confirmed yet; 0 otherwise (decisions.md 5). */
  readonly demotedAt: number;
  readonly draining: boolean;
  readonly models: readonly Model[];
  /** Epoch milliseconds of the last successful listing; 0 before the first. */
  readonly modelsUpdatedAt: number;
  /** The live figures of the endpoint; see {@link Load}. */
  readonly load: Load;
}

/** The profile that says how a backend is to be spoken to: the configured one, or the recognised one. */
export function profileOf(endpoint: Pick<Endpoint, 'profile' | 'detected'>): string {
  return endpoint.detected || endpoint.profile;
}

/** Whether a status lets an endpoint take requests. */
export function isRoutable(status: EndpointStatus): boolean {
  return status === 'healthy' || status === 'busy' || status === 'warming';
}
