import { DockerModelRunnerConverter } from './docker-model-runner.converter.js';
import { LemonadeConverter } from './lemonade.converter.js';
import { LlamaCppConverter } from './llamacpp.converter.js';
import { LmDeployConverter } from './lmdeploy.converter.js';
import { LmStudioConverter } from './lmstudio.converter.js';
import { OllamaConverter } from './ollama.converter.js';
import { OpenAiConverter } from './openai.converter.js';
import { SglangConverter } from './sglang.converter.js';
import { UnifiedConverter } from './unified.converter.js';
import { VllmConverter } from './vllm.converter.js';
import { VllmMlxConverter } from './vllm-mlx.converter.js';

/** The converters that come with Olla. */
export const CONVERTERS = [
  DockerModelRunnerConverter,
  LemonadeConverter,
  LlamaCppConverter,
  LmDeployConverter,
  LmStudioConverter,
  OllamaConverter,
  OpenAiConverter,
  SglangConverter,
  UnifiedConverter,
  VllmConverter,
  VllmMlxConverter,
] as const;
