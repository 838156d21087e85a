import { NotNegative, Sections, Text, Whole } from '../schema/index.js';

/** How much of some models all callers together may use; 0 means no limit. */
export class ModelLimitConfig {
  /** Pattern of the model's name as it is asked for. The first pattern that fits counts. */
  @Text()
  readonly model: string = '';

  /** Requests under way at once. */
  @Whole()
  @NotNegative()
  readonly maxConcurrent: number = 0;

  /** Requests per minute. */
  @Whole()
  @NotNegative()
  readonly requestsPerMinute: number = 0;

  /** Tokens per minute, in and out together, counted from what answers told. */
  @Whole()
  @NotNegative()
  readonly tokensPerMinute: number = 0;
}

/** Limits beside those of `server.rate_limits`, of callers under `access`, and of endpoints. */
export class LimitsConfig {
  /** Per model; each name that a pattern covers is counted by itself. */
  @Sections(() => ModelLimitConfig)
  readonly models: readonly ModelLimitConfig[] = [];
}
