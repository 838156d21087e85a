/** Work for the engine: so many tokens of one model. */
export interface GenerationRequest {
  readonly model: string;
  /** Tokens to read; 0 when only the model is to be loaded. */
  readonly promptTokens: number;
  /** What is read, for servers that remember. */
  readonly prompt?: string;
  /** Tokens to write. */
  readonly tokens: number;
  /** Whether somebody wants each token as it comes. */
  readonly streamed: boolean;
  /** How long the model stays in memory afterwards. */
  readonly keepAliveMs?: number;
}

/** Told of the progress; neither is called after a cancellation. */
export interface GenerationListener {
  /** The first `count` tokens are there. Only for streamed requests. */
  tokens(count: number): void;
  done(timing: Timing): void;
}

/** How fast one generation goes. */
export interface Pace {
  readonly ttftMs: number;
  /** Tokens of the prompt that are read per second, beside `ttftMs`. */
  readonly prefillTokensPerSecond: number;
  readonly tokensPerSecond: number;
}

/** Where the time of one generation went. */
export interface Timing {
  readonly waitMs: number;
  readonly loadMs: number;
  readonly promptMs: number;
  readonly generateMs: number;
  readonly totalMs: number;
  /** Tokens of the prompt that it had read before. */
  readonly cachedTokens: number;
}
