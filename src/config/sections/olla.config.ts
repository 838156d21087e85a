import { ListOf, MapOf, Section, Sections } from '../schema/index.js';
import { AccessConfig } from './access.config.js';
import { AdminConfig } from './admin.config.js';
import { DashboardConfig } from './dashboard.config.js';
import { DiscoveryConfig } from './discovery.config.js';
import { EngineeringConfig } from './engineering.config.js';
import { LimitsConfig } from './limits.config.js';
import { LoggingConfig } from './logging.config.js';
import { ModelRegistryConfig } from './model-registry.config.js';
import { ModelPolicyConfig } from './model-policy.config.js';
import { NameFilterConfig } from './name-filter.config.js';
import { ProxyConfig } from './proxy.config.js';
import { ServerConfig } from './server.config.js';
import { StateConfig } from './state.config.js';
import { TracingConfig } from './tracing.config.js';
import { TranslatorsConfig } from './translators.config.js';

/** Where a value came from when it is not a default. */
export type Origin = 'file' | 'environment';

/** One generation of the whole configuration. */
export class OllaConfig {
  /** How Olla listens. */
  @Section(() => ServerConfig)
  readonly server: ServerConfig = new ServerConfig();

  /** How requests reach backends. */
  @Section(() => ProxyConfig)
  readonly proxy: ProxyConfig = new ProxyConfig();

  /** Where endpoints and their models come from. */
  @Section(() => DiscoveryConfig)
  readonly discovery: DiscoveryConfig = new DiscoveryConfig();

  /** What Olla remembers of models. */
  @Section(() => ModelRegistryConfig)
  readonly modelRegistry: ModelRegistryConfig = new ModelRegistryConfig();

  /** Which models are offered, whatever endpoint has them; absent means all. Endpoints may leave out more. */
  @Section(() => NameFilterConfig)
  readonly modelFilter?: NameFilterConfig = undefined;

  /** Names that stand for other models: for those of each endpoint, or for the first that can be had. */
  @MapOf({ kind: 'list', of: 'text' })
  readonly modelAliases: Readonly<Record<string, readonly string[]>> = {};

  /** Where models are to be, and what stands in for them. */
  @Sections(() => ModelPolicyConfig)
  readonly models: readonly ModelPolicyConfig[] = [];

  /** Who may use `/olla/*`. */
  @Section(() => AccessConfig)
  readonly access: AccessConfig = new AccessConfig();

  /** How much may be used. */
  @Section(() => LimitsConfig)
  readonly limits: LimitsConfig = new LimitsConfig();

  /** The API for operators. */
  @Section(() => AdminConfig)
  readonly admin: AdminConfig = new AdminConfig();

  /** Dialects that Olla speaks for backends which do not. */
  @Section(() => TranslatorsConfig)
  readonly translators: TranslatorsConfig = new TranslatorsConfig();

  /** The page for people. */
  @Section(() => DashboardConfig)
  readonly dashboard: DashboardConfig = new DashboardConfig();

  /** What is logged, how, and where to. */
  @Section(() => LoggingConfig)
  readonly logging: LoggingConfig = new LoggingConfig();

  /** Traces of requests. */
  @Section(() => TracingConfig)
  readonly tracing: TracingConfig = new TracingConfig();

  /** What outlives a restart. */
  @Section(() => StateConfig)
  readonly state: StateConfig = new StateConfig();

  /** For those who look after Olla itself. */
  @Section(() => EngineeringConfig)
  readonly engineering: EngineeringConfig = new EngineeringConfig();

  /** Packages or files with modules of a company's own. */
  @ListOf('text')
  readonly extensions: readonly string[] = [];

  /** The file that was read, as it was named; empty when there was none. */
  readonly sourceFile: string = '';

  /** Keys such as `proxy.response_timeout` that the operator gave, and where. */
  readonly given: ReadonlyMap<string, Origin> = new Map();
}
