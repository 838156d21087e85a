import {
  count,
  duration,
  flag,
  type Holds,
  ignored,
  list,
  map,
  number,
  path,
  section,
  text,
  whole,
} from './shape.js';

/** Our own: where a server does what, when that cannot be seen from `api.paths`. */
const operations = section({
  chat: path,
  completions: path,
  embeddings: path,
  rerank: path,
  tokenize: path,
  detokenize: path,
  models: path,
  messages: path,
  count_tokens: path,
  responses: path,
});

const api = section({
  openai_compatible: flag,
  model_discovery_path: text,
  health_check_path: text,
  paths: list(text),
  anthropic_support: section({
    enabled: flag,
    messages_path: text,
    limitations: list(text),
    token_count: flag,
    min_version: text,
  }),
  metrics_path: text,
  props_path: text,
  slots_path: text,
  stats_path: text,
  operations,
});

const request = section({
  response_format: text,
  model_field_paths: list(text),
  parsing_rules: section({
    chat_completions_path: text,
    completions_path: text,
    generate_path: text,
    model_field_name: text,
    supports_streaming: flag,
    native_completion_path: ignored,
    native_embedding_path: ignored,
    embeddings_path: ignored,
  }),
});

const characteristics = section({
  timeout: duration,
  max_concurrent_requests: count,
  default_priority: count,
  streaming_support: flag,
  single_model_server: flag,
  auth: section({ required: flag, types: list(text), default_header: text }),
});

const detection = section({
  headers: list(text),
  /** Another name of `headers`, for which files never had a fixed form. */
  response_headers: { ...list(text), quiet: true },
  user_agent_patterns: list(text),
  path_indicators: list(text),
  response_patterns: list(text),
  default_ports: list(count),
  server_signatures: ignored,
});

const models = section({
  name_format: text,
  capability_patterns: map(list(text)),
  context_patterns: list(section({ pattern: text, context: count })),
  provider_prefixes: ignored,
});

const memory = {
  min_memory_gb: number,
  recommended_memory_gb: number,
  min_gpu_memory_gb: number,
  estimated_load_time_ms: count,
} as const;

const resources = section({
  model_sizes: list(section({ patterns: list(text), ...memory, notes: ignored })),
  quantization: section({ multipliers: map(number) }),
  defaults: section({ ...memory, requires_gpu: flag }),
  concurrency_limits: list(section({ min_memory_gb: number, max_concurrent: count })),
  timeout_scaling: section({
    base_timeout_seconds: count,
    load_time_buffer: flag,
    per_token_timeout_ms: ignored,
  }),
  slot_configuration: ignored,
});

const metrics = section({
  extraction: section({
    enabled: flag,
    source: text,
    format: text,
    paths: map(text),
    calculations: map(text),
    headers: map(text),
  }),
});

/** Every key that a profile file may have (backends.md §2). */
export const PROFILE = section({
  name: text,
  version: text,
  display_name: text,
  description: text,
  /** Our own: the profile whose values stand where this file says nothing. */
  extends: text,
  routing: section({ prefixes: list(text) }),
  api,
  request,
  characteristics,
  detection,
  models,
  path_indices: map(whole),
  resources,
  metrics,
  home: ignored,
  features: ignored,
  performance: ignored,
  security: ignored,
  deployment: ignored,
  olla_integration: ignored,
});

/** A profile as its file tells it: nothing filled in, names and durations as they are written. */
export type ProfileDefinition = Holds<typeof PROFILE> & { readonly name: string };
