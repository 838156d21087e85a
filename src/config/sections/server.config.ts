import { AtLeast, AtMost, Choice, Duration, Flag, Section, Text, Whole } from '../schema/index.js';
import { CorsConfig } from './cors.config.js';
import { RateLimitsConfig } from './rate-limits.config.js';
import { RequestLimitsConfig } from './request-limits.config.js';

const PORT_RANGE = 'server.port must be between 1 and 65535, got $value';

/** How Olla listens. Durations are milliseconds. */
export class ServerConfig {
  /** Host name or address to listen on. */
  @Text()
  readonly host: string = 'localhost';

  /** TCP port to listen on. */
  @Whole()
  @AtLeast(1, PORT_RANGE)
  @AtMost(65_535, PORT_RANGE)
  readonly port: number = 40_114;

  /** How long a client may take to send a whole request; 0 means no limit. */
  @Duration()
  readonly readTimeout: number = 30_000;

  /** How long a client may take to send its request head. */
  @Duration()
  readonly readHeaderTimeout: number = 10_000;

  /** How long an answer may take altogether; 0 means no limit, which streams need. */
  @Duration()
  readonly writeTimeout: number = 0;

  /** How long an idle connection is kept; a loaded configuration has `readTimeout` in place of 0. */
  @Duration()
  readonly idleTimeout: number = 0;

  /** How long a stop may take before running requests are cut. */
  @Duration()
  readonly shutdownTimeout: number = 10_000;

  /** How long a stop goes on serving after readiness has turned to 503, so that balancers look elsewhere. */
  @Duration()
  readonly shutdownDelay: number = 0;

  /** Whether requests that went well are logged. */
  @Flag()
  readonly requestLogging: boolean = true;

  /** How errors read: in the caller's dialect, as the original's plain text, or always as JSON. */
  @Choice('auto', 'text', 'json')
  readonly errorFormat: 'auto' | 'text' | 'json' = 'auto';

  /** How large a request may be. */
  @Section(() => RequestLimitsConfig)
  readonly requestLimits: RequestLimitsConfig = new RequestLimitsConfig();

  /** How often clients may call. */
  @Section(() => RateLimitsConfig)
  readonly rateLimits: RateLimitsConfig = new RateLimitsConfig();

  /** What pages of other origins may do. */
  @Section(() => CorsConfig)
  readonly cors: CorsConfig = new CorsConfig();
}
