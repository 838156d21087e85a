import type { Priority } from '../../core/caller.js';
import {
  Choice,
  Duration,
  Flag,
  Known,
  ListOf,
  Masked,
  NotNegative,
  Section,
  Sections,
  Text,
  Whole,
} from '../schema/index.js';

/** What one caller may use; 0 means no limit. Tokens are counted from what answers told, after the fact. */
export class CallerLimitsConfig {
  /** Requests per minute. */
  @Whole()
  @NotNegative()
  readonly requestsPerMinute: number = 0;

  /** Requests per day (UTC). */
  @Whole()
  @NotNegative()
  readonly requestsPerDay: number = 0;

  /** Tokens per minute, in and out together. */
  @Whole()
  @NotNegative()
  readonly tokensPerMinute: number = 0;

  /** Tokens per day (UTC), in and out together. */
  @Whole()
  @NotNegative()
  readonly tokensPerDay: number = 0;
}

/** A key that opens `/olla/*`. Exactly one of `hash`, `key` and `key_file` says which. */
export class AccessKeyConfig {
  /** What people see: in logs, figures and the admin API. Unique. */
  @Text()
  readonly name: string = '';

  /** `sha256:<hex>` of the key: the form to keep in a file. `olla key` makes a key and its hash. */
  @Text()
  @Masked()
  readonly hash?: string = undefined;

  /** The key itself; a loaded configuration has its hash instead. */
  @Text()
  @Masked()
  readonly key?: string = undefined;

  /** File that holds the key. */
  @Text()
  readonly keyFile?: string = undefined;

  /** Models that it may ask for, as patterns; an empty list means all. */
  @ListOf('text')
  readonly models: readonly string[] = [];

  /** Names of the endpoints that may serve it, as patterns; an empty list means all. */
  @ListOf('text')
  readonly endpoints: readonly string[] = [];

  /** From when on it is refused: a date or a time, such as `2027-01-31` or `2027-01-31T12:00:00Z`. */
  @Text()
  readonly expires?: string = undefined;

  /** Whether it is refused although it has not expired. */
  @Flag()
  readonly disabled: boolean = false;

  /** How much it may use. */
  @Section(() => CallerLimitsConfig)
  readonly limits: CallerLimitsConfig = new CallerLimitsConfig();

  /** The best class that its requests may ask for by `X-Olla-Priority`, where requests wait for a free slot. */
  @Choice('high', 'normal', 'low')
  readonly maxPriority: Priority = 'normal';
}

/** Where the facts about a caller stand in its token. A claim inside an object is written with dots. */
export class JwtClaimsConfig {
  /** Who the caller is. */
  @Text()
  readonly name: string = 'sub';

  /** Patterns of models, as a list or as words; without the claim all are allowed. */
  @Text()
  readonly models: string = 'olla_models';

  /** Patterns of endpoint names, as a list or as words; without the claim all are allowed. */
  @Text()
  readonly endpoints: string = 'olla_endpoints';
}

/** Callers who prove themselves with a signed token of an identity provider. */
export class JwtConfig {
  /** Where the provider publishes its public keys. */
  @Text()
  readonly jwksUrl: string = '';

  /** What `iss` must be; empty means anything. */
  @Text()
  readonly issuer: string = '';

  /** Of which one must be in `aud`; an empty list means anything. */
  @ListOf('text')
  readonly audience: readonly string[] = [];

  /** Signatures that are accepted. */
  @ListOf('text')
  readonly algorithms: readonly string[] = ['RS256', 'ES256', 'EdDSA'];

  /** By how much clocks may differ. */
  @Duration()
  readonly clockTolerance: number = 30_000;

  /** Which claim says what. */
  @Section(() => JwtClaimsConfig)
  readonly claims: JwtClaimsConfig = new JwtClaimsConfig();

  /** How much each caller may use. */
  @Section(() => CallerLimitsConfig)
  readonly limits: CallerLimitsConfig = new CallerLimitsConfig();
}

/** Who may use `/olla/*`. */
export class AccessConfig {
  /** How callers prove who they are: `none`, `keys`, `jwt`, or a way that an extension brings. */
  @Text()
  @Known('none', 'keys', 'jwt')
  readonly authenticator: string = 'none';

  /** The keys of `keys`. */
  @Sections(() => AccessKeyConfig)
  readonly keys: readonly AccessKeyConfig[] = [];

  /** The settings of `jwt`. */
  @Section(() => JwtConfig)
  readonly jwt: JwtConfig = new JwtConfig();
}
