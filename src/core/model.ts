/** What a listing tells of a model beside its name. Keys are those of the wire (models-and-health.md §8.5). */
export interface ModelDetails {
  readonly parameter_size?: string;
  readonly quantization_level?: string;
  readonly publisher?: string;
  /** `llm`, `vlm`, `embeddings`, where the server says so. */
  readonly type?: string;
  readonly family?: string;
  readonly families?: readonly string[];
  readonly format?: string;
  readonly parent_model?: string;
  /** `loaded`, `not-loaded`, `available`, as the server puts it. */
  readonly state?: string;
  readonly digest?: string;
  readonly max_context_length?: number;
  /** ISO 8601, UTC, milliseconds. */
  readonly modified_at?: string;
  readonly checkpoint?: string;
  readonly recipe?: string;
  /** What the server itself says that the model can do. */
  readonly capabilities?: readonly string[];
}

/** One model as an endpoint lists it (models-and-health.md §8.5). */
export interface Model {
  /** The endpoint's own spelling. */
  readonly name: string;
  readonly sizeBytes?: number;
  readonly type?: string;
  readonly description?: string;
  readonly details?: ModelDetails;
}
