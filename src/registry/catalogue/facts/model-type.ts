import type { Model } from '../../../core/model.js';

/** What parsers write into `type` to say whose list it was: nothing about the model. */
const TAGS = new Set([
  ...['model', 'vllm', 'vllm-mlx', 'sglang', 'lmdeploy', 'llamacpp', 'lemonade', 'docker-model-runner'],
]);

/** `llm`, `vlm`, `embeddings`, where the server says so; else `` (models-and-health.md §11.2). */
export function modelTypeOf({ type, details }: Model): string {
  if (type && !TAGS.has(type.toLowerCase())) return type;
  return details?.type ?? '';
}
