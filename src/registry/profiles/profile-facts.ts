/** What a server is told to need for a model, and how long it is told to take. */
export interface ModelResources {
  readonly minMemoryGb: number;
  readonly recommendedMemoryGb: number;
  readonly minGpuMemoryGb: number;
  readonly requiresGpu: boolean;
  readonly estimatedLoadTimeMs: number;
}

/** What a model can do, as far as its name tells (backends.md §3.2). */
export interface ModelCapabilities {
  readonly chat: boolean;
  readonly text: boolean;
  readonly embeddings: boolean;
  readonly vision: boolean;
  readonly code: boolean;
  readonly functionCalling: boolean;
  readonly streaming: boolean;
  /** Tokens. */
  readonly maxContext: number;
  readonly maxOutput: number;
}

/** By what such servers are known, beside the shape of their answers. */
export interface DetectionHints {
  readonly headers: readonly string[];
  readonly userAgentPatterns: readonly string[];
  readonly pathIndicators: readonly string[];
  readonly responsePatterns: readonly string[];
  readonly defaultPorts: readonly number[];
}

/** Where figures stand in an answer (backends.md §8); the maps are in the order of the file. */
export interface MetricsExtraction {
  readonly enabled: boolean;
  /** Anything but `response_headers` means the body. */
  readonly source: string;
  readonly paths: ReadonlyMap<string, string>;
  readonly calculations: ReadonlyMap<string, string>;
  readonly headers: ReadonlyMap<string, string>;
}

/** What people are told of credentials; the endpoint's own settings decide. */
export interface AuthHint {
  readonly required: boolean;
  readonly types: readonly string[];
  readonly defaultHeader: string;
}

/** Paths for what only some servers tell of themselves; empty for none. */
export interface TelemetryPaths {
  readonly metrics: string;
  readonly props: string;
  readonly slots: string;
  readonly stats: string;
}
