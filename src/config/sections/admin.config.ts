import { Flag, Masked, Sections, Text } from '../schema/index.js';

/** A token of one operator or one program. */
export class AdminTokenConfig {
  /** Who acts with it: stands in the audit records. Unique. */
  @Text()
  readonly name: string = 'admin';

  /** The token; a loaded configuration has what the file holds. */
  @Text()
  @Masked()
  readonly token?: string = undefined;

  /** File that holds the token. */
  @Text()
  readonly tokenFile?: string = undefined;
}

/**
 * The admin API below `/internal/admin`. With a token configured every caller needs one; without any,
 * only a caller on this machine gets in.
 */
export class AdminConfig {
  /** Whether the API is there at all. */
  @Flag()
  readonly enabled: boolean = true;

  /** Who may use it; an empty list means callers on this machine. */
  @Sections(() => AdminTokenConfig)
  readonly tokens: readonly AdminTokenConfig[] = [];
}
