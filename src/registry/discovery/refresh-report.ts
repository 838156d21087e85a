/** What came of asking one endpoint for its models because somebody wished it. */
export interface EndpointRefresh {
  readonly name: string;
  readonly url: string;
  /** The recognised type of an `auto` endpoint; `` before that, and for every other. */
  readonly detected: string;
  /** How many models it has by now. */
  readonly models: number;
  /** The short sentence of what went wrong; undefined when nothing did. */
  readonly error: string | undefined;
}

/** What came of a refresh. */
export interface RefreshReport {
  readonly durationMs: number;
  /** Those that were asked, in configuration order. */
  readonly endpoints: readonly EndpointRefresh[];
}
