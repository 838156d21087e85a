import type { ModelFacts } from '../models.js';

/** What only Lemonade tells of a model: where it came from, what runs it, what it is good for. */
export interface Traits {
  readonly checkpoint: string;
  readonly recipe: string;
  readonly labels: readonly string[];
}

const RECIPES: readonly [ending: RegExp, recipe: string][] = [
  [/-FLM$/i, 'flm'],
  [/-NPU$/i, 'oga-npu'],
  [/-Hybrid$/i, 'oga-hybrid'],
  [/-CPU$/i, 'oga-cpu'],
];

const LABELS: readonly [name: RegExp, label: string][] = [
  [/embed|bge|minilm/i, 'embeddings'],
  [/rerank/i, 'reranking'],
  [/llava|vision|-vl|gemma-3/i, 'vision'],
  [/code/i, 'coding'],
  [/deepseek-r1|qwen3/i, 'reasoning'],
  [/instruct|qwen3|llama-3/i, 'tool-calling'],
];

/** Everything that a Lemonade name gives away; a name without a known ending runs on llama.cpp. */
export function traitsOf({ name, quantization }: ModelFacts): Traits {
  const recipe = RECIPES.find(([ending]) => ending.test(name))?.[1] ?? 'llamacpp';
  const labels = LABELS.filter(([pattern]) => pattern.test(name)).map(([, label]) => label);
  return { checkpoint: checkpointOf(name, recipe, quantization), recipe, labels };
}

function checkpointOf(name: string, recipe: string, quantization: string): string {
  if (recipe === 'flm') return name.replace(/-FLM$/i, '').toLowerCase();
  return recipe === 'llamacpp' ? `unsloth/${name}:${quantization}` : `amd/${name}-onnx`;
}

/** How Lemonade counts disk space: gigabytes with two decimals. */
export const gigabytes = (model: ModelFacts): number => Number((model.sizeBytes / 1e9).toFixed(2));
