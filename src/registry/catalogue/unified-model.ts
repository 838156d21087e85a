/** One model of the whole fleet, under whatever names its endpoints list it (models-and-health.md §11). */

/** A name of a model, and the kind of server that uses it. */
export interface ModelAlias {
  /** In the spelling of the server. */
  readonly name: string;
  /** Endpoint type in lower case without `-` and `_`: `ollama`, `lmstudio`, `openaicompatible`, … */
  readonly source: string;
}

/** One endpoint that lists the model. */
export interface ModelSource {
  readonly endpointUrl: string;
  readonly endpointName: string;
  readonly nativeName: string;
  /** `loaded`, `available`, `unknown`, or whatever word the server has. */
  readonly state: string;
  readonly sizeBytes: number;
}

/** The merged record. Frozen; when a model was last seen is in `Load.modelsSeenAt` of its endpoints. */
export interface UnifiedModel {
  readonly id: string;
  readonly family: string;
  readonly variant: string;
  readonly parameterSize: string;
  readonly parameterCount: number;
  readonly quantization: string;
  readonly format: string;
  readonly maxContextLength?: number;
  readonly promptTemplateId?: string;
  readonly aliases: readonly ModelAlias[];
  readonly sources: readonly ModelSource[];
  /** Sorted. */
  readonly capabilities: readonly string[];
  /** Of all sources together. */
  readonly diskSizeBytes: number;
  readonly metadata: Readonly<Record<string, unknown>>;
}
