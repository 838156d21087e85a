import type { Operation } from '../../core/operation.js';
import type {
  AuthHint,
  DetectionHints,
  MetricsExtraction,
  ModelCapabilities,
  ModelResources,
  TelemetryPaths,
} from './profile-facts.js';

/** Whether and how servers of a kind speak Anthropic's Messages API themselves (backends.md §5.3). */
export interface AnthropicSupport {
  readonly enabled: boolean;
  /** `` means `/v1/messages`. */
  readonly messagesPath: string;
  readonly limitations: readonly string[];
  readonly tokenCount: boolean;
  readonly minVersion: string;
}

/** What is known of one kind of inference server: a profile file, read and checked (backends.md §2). */
export interface Profile {
  /** The identity: what `Endpoint.profile` and scopes hold. */
  readonly name: string;
  /** `1.0` when the file says none. */
  readonly version: string;
  readonly displayName: string;
  readonly description: string;
  /** Segments after `/olla/` that lead to endpoints of this kind, and spellings that a `type` may have. */
  readonly prefixes: readonly string[];
  /** Further spellings of the `type` (backends.md §13.5). */
  readonly aliases: readonly string[];
  /** `/` when the file says none. */
  readonly healthPath: string;
  /** `/v1/models` when the file says none. */
  readonly modelPath: string;
  /** Whether the file names a `model_discovery_path`: only then it is a route of its own. */
  readonly listsNatively: boolean;
  /** Whether `/olla/openai/` may use such endpoints. */
  readonly openaiCompatible: boolean;
  /** Name of the parser of their model lists, as the file has it; `openai` when it has none. */
  readonly listFormat: string;
  /** Paths that such servers are known to answer. */
  readonly apiPaths: readonly string[];
  /** The server's own path for an operation: `api.operations`, else found among `apiPaths`. */
  readonly operations: ReadonlyMap<Operation, string>;
  readonly anthropic: AnthropicSupport | undefined;
  readonly telemetryPaths: TelemetryPaths;
  readonly pathIndices: ReadonlyMap<string, number>;
  /** Whether such a server serves one model only. */
  readonly singleModel: boolean;
  readonly auth: AuthHint;
  readonly detectionHints: DetectionHints;
  readonly metrics: MetricsExtraction;
  /** How long a request may take: two minutes when the file says nothing. */
  readonly timeoutMs: number;
  /** Requests at once: ten when the file says nothing. */
  readonly maxConcurrent: number;
  /** Priority of an endpoint that names none: 50 when the file says nothing. */
  readonly defaultPriority: number;
  /** The i-th of `apiPaths`; `` when there is none. */
  path(index: number): string;
  /** What a model can do, as far as its name tells. */
  capabilitiesOf(model: string): ModelCapabilities;
  /** Tokens of context that a pattern promises for the name; undefined when none does. */
  contextOf(model: string): number | undefined;
  /** What the model needs, as far as its name tells. */
  resourcesOf(model: string): ModelResources;
  /** How many requests at once suit the model. */
  optimalConcurrency(model: string): number;
  /** How long a request to the model may take, with the time to load it where the file asks for that. */
  requestTimeoutMs(model: string): number;
}
