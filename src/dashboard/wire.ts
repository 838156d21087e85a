/** What the page is told, as JSON. Times are epoch milliseconds; a fact that is not known is absent. */

/** One endpoint as it is configured. */
export interface EndpointFacts {
  readonly id: string;
  readonly name: string;
  /** Without credentials, query and fragment. */
  readonly url: string;
  readonly type: string;
  readonly detected_type?: string;
  readonly priority: number;
  /** 0 = no limit. */
  readonly max_concurrent: number;
  readonly model_count: number;
  /** The first of them by name. */
  readonly models: readonly string[];
}

/** A model that an endpoint says it has in memory, or is about to. */
export interface LoadedModel {
  readonly name: string;
  readonly state: 'loaded' | 'loading';
}

/** How one endpoint is at the moment. */
export interface EndpointNow {
  readonly id: string;
  readonly status: string;
  readonly draining: boolean;
  /** Why it gave no answer the last time. */
  readonly error?: string;
  readonly breaker: string;
  readonly breaker_failures: number;
  readonly in_flight: number;
  /** Requests that it serves at once, by its own word or by configuration. */
  readonly slots?: number;
  /** By the backend's own count. */
  readonly running?: number;
  readonly waiting?: number;
  /** Absent when it does not tell what is in memory. */
  readonly loaded?: readonly LoadedModel[];
  readonly checked_at: number;
  readonly probe_ms: number;
  readonly failures_in_row: number;
  readonly requests: number;
  readonly failed: number;
  readonly bytes: number;
  readonly average_ms: number;
  readonly last_used_at: number;
  /** Until when it asked to be left alone. */
  readonly held_until?: number;
}

export interface EndpointView extends EndpointFacts, EndpointNow {}

/** Olla as a whole, as long as it runs. */
export interface SystemFacts {
  readonly version: string;
  readonly commit: string;
  readonly started_at: number;
  readonly engine: string;
  readonly balancer: string;
  readonly profile: string;
}

/** What moves of it. */
export interface SystemNow {
  readonly status: string;
  readonly requests: number;
  readonly failed: number;
  readonly cancelled: number;
  readonly bytes: number;
  readonly in_flight: number;
  /** Requests that wait in Olla's queue. */
  readonly queued: number;
  readonly average_ms: number;
  readonly rate_violations: number;
  readonly size_violations: number;
  readonly blocked_clients: number;
}

/**
 * What happened in one slot of time, in all or on account of one endpoint, model or key: requests, failed, cancelled,
 * tokens in, tokens out, spread of the durations, spread of the times to first token (see `spread.ts`), refused.
 */
export type CellView = readonly [
  requests: number,
  failed: number,
  cancelled: number,
  tokensIn: number,
  tokensOut: number,
  durations: readonly number[],
  firstTokens: readonly number[],
  refused: number,
];

/** One slot of time with its parts. */
export interface SlotView {
  /** When it began. */
  readonly t: number;
  readonly all: CellView;
  /** By name. */
  readonly endpoints: Readonly<Record<string, CellView>>;
  readonly models: Readonly<Record<string, CellView>>;
  readonly keys: Readonly<Record<string, CellView>>;
}

/** A request that is under way. */
export interface LiveRequest {
  readonly id: string;
  readonly since: number;
  readonly method: string;
  readonly path: string;
  readonly provider: string;
  readonly model: string;
  readonly endpoint: string;
  readonly caller: string;
  readonly client: string;
  readonly stream: boolean;
  /** Endpoints that were tried in vain so far. */
  readonly tried: readonly string[];
  readonly bytes: number;
  /** Milliseconds until the first byte came; absent before. */
  readonly first_byte_ms?: number;
}

/** One try of one endpoint. */
export interface StoryAttempt {
  readonly endpoint: string;
  readonly started_ms: number;
  readonly duration_ms: number;
  readonly result: string;
  readonly status: number;
  readonly error?: string;
}

/** A request that did not simply go well: it was tried again elsewhere, failed or was refused. */
export interface Story {
  /** Counts up from 1 as long as Olla runs: the id is the client's, who may send it again. */
  readonly number: number;
  readonly at: number;
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly model: string;
  readonly caller: string;
  readonly result: string;
  readonly status: number;
  readonly duration_ms: number;
  readonly error?: string;
  readonly message?: string;
  readonly attempts: readonly StoryAttempt[];
}

/** Something that happened to the fleet or its configuration. */
export interface NewsView {
  readonly number: number;
  readonly at: number;
  readonly type: string;
  readonly facts: Readonly<Record<string, unknown>>;
}

export interface AliasView {
  readonly name: string;
  readonly targets: readonly string[];
}

/** Everything at once. */
export interface Snapshot {
  readonly at: number;
  /** Length of a slot. */
  readonly slot_ms: number;
  readonly system: SystemFacts & SystemNow;
  readonly endpoints: readonly EndpointView[];
  readonly aliases: readonly AliasView[];
  /** Oldest first; one in which nothing happened is left out, the one that is open is the last. */
  readonly slots: readonly SlotView[];
  readonly live: readonly LiveRequest[];
  /** How many there are; not all of them are listed. */
  readonly live_count: number;
  /** Newest first. */
  readonly stories: readonly Story[];
  /** Newest first. */
  readonly news: readonly NewsView[];
}

/** What has changed since the last one. */
export interface Tick {
  readonly at: number;
  readonly system: SystemNow;
  /** Only those that changed. */
  readonly endpoints: readonly EndpointNow[];
  /** All of them, when endpoints or their models changed. */
  readonly fleet?: readonly EndpointView[];
  /** What has happened so far in the slot that is open. */
  readonly open?: { readonly t: number; readonly all: CellView };
  /** Slots that are over now. */
  readonly slots?: readonly SlotView[];
  readonly live: readonly LiveRequest[];
  readonly live_count: number;
  readonly stories?: readonly Story[];
}
