/** What a caller may use; 0 = no limit. Tokens count in and out together, after the fact. */
export interface CallerLimits {
  readonly requestsPerMinute: number;
  readonly requestsPerDay: number;
  readonly tokensPerMinute: number;
  readonly tokensPerDay: number;
}

/** Classes of requests: whose turn comes how often where requests have to wait. */
export type Priority = 'high' | 'normal' | 'low';

/** Somebody who proved who they are. Authenticators give the same object for the same caller where they can. */
export interface Caller {
  /** Unique among callers; stands in logs, figures and bills. Never a secret. */
  readonly name: string;
  /** Whether the caller may ask for a model of this name, in lower case; absent = for all. */
  readonly allowsModel?: (name: string) => boolean;
  /** Whether an endpoint of this name may serve the caller; absent = all may. */
  readonly allowsEndpoint?: (name: string) => boolean;
  readonly limits?: CallerLimits;
  /** The best class that its requests may ask for; absent = any. */
  readonly maxPriority?: Priority;
  /** Whatever else the authenticator knows: for strategies and observers of a company's own. */
  readonly facts?: Readonly<Record<string, unknown>>;
}
