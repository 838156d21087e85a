import { type ProfileDefinition, profileDuration } from '../../config/profiles/index.js';
import type { Operation } from '../../core/operation.js';
import { aliasesOf } from './aliases.js';
import { Capabilities } from './capabilities.js';
import { operationsOf } from './operations.js';
import type { AnthropicSupport, Profile } from './profile.js';
import type {
  AuthHint,
  DetectionHints,
  MetricsExtraction,
  ModelCapabilities,
  ModelResources,
  TelemetryPaths,
} from './profile-facts.js';
import { Resources } from './resources.js';
import { authOf, detectionOf, metricsOf, telemetryOf } from './sections.js';

const USUAL_TIMEOUT_MS = 120_000;
const USUAL_CONCURRENCY = 10;
const USUAL_PRIORITY = 50;

/** A profile made of its definition; 0 and nothing mean the same there (backends.md §3). */
export class BackendProfile implements Profile {
  readonly name: string;
  readonly version: string;
  readonly displayName: string;
  readonly description: string;
  readonly prefixes: readonly string[];
  readonly aliases: readonly string[];
  readonly healthPath: string;
  readonly modelPath: string;
  readonly listsNatively: boolean;
  readonly openaiCompatible: boolean;
  readonly listFormat: string;
  readonly apiPaths: readonly string[];
  readonly operations: ReadonlyMap<Operation, string>;
  readonly anthropic: AnthropicSupport | undefined;
  readonly telemetryPaths: TelemetryPaths;
  readonly pathIndices: ReadonlyMap<string, number>;
  readonly singleModel: boolean;
  readonly auth: AuthHint;
  readonly detectionHints: DetectionHints;
  readonly metrics: MetricsExtraction;
  readonly timeoutMs: number;
  readonly maxConcurrent: number;
  readonly defaultPriority: number;
  readonly #capabilities: Capabilities;
  readonly #resources: Resources;

  constructor(definition: ProfileDefinition) {
    const { api = {}, characteristics = {}, request = {} } = definition;
    this.name = definition.name;
    this.version = definition.version || '1.0';
    this.displayName = definition.display_name ?? '';
    this.description = definition.description ?? '';
    this.prefixes = definition.routing?.prefixes ?? [];
    this.aliases = aliasesOf(definition.name);
    this.healthPath = api.health_check_path || '/';
    this.modelPath = api.model_discovery_path || '/v1/models';
    this.listsNatively = Boolean(api.model_discovery_path);
    this.openaiCompatible = api.openai_compatible ?? false;
    this.listFormat = request.response_format || 'openai';
    this.apiPaths = api.paths ?? [];
    this.operations = operationsOf(api);
    this.anthropic = anthropicOf(api.anthropic_support);
    this.telemetryPaths = telemetryOf(api);
    this.pathIndices = new Map(Object.entries(definition.path_indices ?? {}));
    this.singleModel = characteristics.single_model_server ?? false;
    this.auth = authOf(characteristics.auth);
    this.detectionHints = detectionOf(definition.detection);
    this.metrics = metricsOf(definition.metrics?.extraction);
    this.timeoutMs = profileDuration(characteristics.timeout ?? '0') || USUAL_TIMEOUT_MS;
    this.maxConcurrent = characteristics.max_concurrent_requests || USUAL_CONCURRENCY;
    this.defaultPriority = characteristics.default_priority || USUAL_PRIORITY;
    const streaming = request.parsing_rules?.supports_streaming ?? false;
    this.#capabilities = new Capabilities(definition.models, streaming);
    this.#resources = new Resources(definition.resources);
  }

  path(index: number): string {
    return this.apiPaths[index] ?? '';
  }

  capabilitiesOf(model: string): ModelCapabilities {
    return this.#capabilities.of(model);
  }

  contextOf(model: string): number | undefined {
    return this.#capabilities.contextOf(model);
  }

  resourcesOf(model: string): ModelResources {
    return this.#resources.of(model);
  }

  optimalConcurrency(model: string): number {
    return this.#resources.concurrencyOf(model) ?? this.maxConcurrent;
  }

  requestTimeoutMs(model: string): number {
    return this.#resources.timeoutMs(model, this.timeoutMs);
  }
}

type Support = NonNullable<ProfileDefinition['api']>['anthropic_support'];

function anthropicOf(support: Support): AnthropicSupport | undefined {
  return (
    support && {
      enabled: support.enabled ?? false,
      messagesPath: support.messages_path ?? '',
      limitations: support.limitations ?? [],
      tokenCount: support.token_count ?? false,
      minVersion: support.min_version ?? '',
    }
  );
}
