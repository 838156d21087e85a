/** The shapes in which servers list their models. */
export type ListFormat = 'ollama' | 'openai';

/** What is known of one kind of inference server (backends.md §1). */
export interface Profile {
  /** The identity: what `Endpoint.profile` and scopes hold. */
  readonly name: string;
  /** Segments after `/olla/` that lead to endpoints of this kind. */
  readonly prefixes: readonly string[];
  /** Other spellings that a configured `type` may have. */
  readonly aliases: readonly string[];
  readonly healthPath: string;
  readonly modelPath: string;
  /** Whether `/olla/openai/` may use such endpoints. */
  readonly openaiCompatible: boolean;
  readonly listFormat: ListFormat;
  /** Paths that such servers are known to answer. */
  readonly apiPaths: readonly string[];
}
