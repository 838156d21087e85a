import {
  Duration,
  Flag,
  Known,
  MapOf,
  Masked,
  NotNegative,
  QueryMasked,
  Section,
  Text,
  Whole,
} from '../schema/index.js';
import { EndpointAuthConfig } from './endpoint-auth.config.js';
import { EndpointTlsConfig } from './endpoint-tls.config.js';
import { NameFilterConfig } from './name-filter.config.js';

/** One backend. Durations are milliseconds. */
export class EndpointConfig {
  /** Base URL, and the identity of the endpoint. */
  @Text()
  @QueryMasked()
  readonly url: string = '';

  /** What people see; a loaded configuration has `host:port` in place of an empty one. */
  @Text()
  readonly name: string = '';

  /** Kind of server; empty or `auto` means that Olla finds out. */
  @Text()
  @Known(
    'auto',
    'ollama',
    'lm-studio',
    'vllm',
    'sglang',
    'llamacpp',
    'litellm',
    'lemonade',
    'openai-compatible',
  )
  readonly type: string = '';

  /** Higher is preferred. */
  @Whole()
  readonly priority: number = 100;

  /** Path or URL to probe; empty means what the kind of server has. */
  @Text()
  @QueryMasked()
  readonly healthCheckUrl: string = '';

  /** Path or URL of the list of models; empty means what the kind of server has. */
  @Text()
  @QueryMasked()
  readonly modelUrl: string = '';

  /** Time between two probes. */
  @Duration({ negative: true })
  readonly checkInterval: number = 5_000;

  /** How long a probe may take. */
  @Duration()
  readonly checkTimeout: number = 2_000;

  /** Whether the path of the base URL is kept in front of request paths. */
  @Flag()
  readonly preservePath: boolean = false;

  /** Which of its models are offered; absent means all. */
  @Section(() => NameFilterConfig)
  readonly modelFilter?: NameFilterConfig = undefined;

  /** Headers that each request to the endpoint gets. */
  @MapOf({ kind: 'text' })
  @Masked()
  readonly headers: Readonly<Record<string, string>> = {};

  /** The credential that each request to the endpoint gets; absent means none. */
  @Section(() => EndpointAuthConfig)
  readonly auth?: EndpointAuthConfig = undefined;

  /** How its connections are secured; absent means as usual. */
  @Section(() => EndpointTlsConfig)
  readonly tls?: EndpointTlsConfig = undefined;

  /** Requests that it serves at once; 0 means no limit. */
  @Whole()
  @NotNegative()
  readonly maxConcurrent: number = 0;

  /** Requests per minute that it gets; 0 means no limit. */
  @Whole()
  @NotNegative()
  readonly requestsPerMinute: number = 0;
}
