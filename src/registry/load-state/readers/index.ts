import { LemonadeLoadReader } from './lemonade.reader.js';
import { LlamaCppLoadReader } from './llamacpp.reader.js';
import { LmDeployLoadReader } from './lmdeploy.reader.js';
import { LmStudioLoadReader } from './lm-studio.reader.js';
import { OllamaLoadReader } from './ollama.reader.js';
import { OmlxLoadReader } from './omlx.reader.js';
import { SglangLoadReader } from './sglang.reader.js';
import { VllmMlxLoadReader } from './vllm-mlx.reader.js';
import { VllmLoadReader } from './vllm.reader.js';

/** The readers that come with Olla: providers of a module. */
export const LOAD_READERS = [
  LemonadeLoadReader,
  LlamaCppLoadReader,
  LmDeployLoadReader,
  LmStudioLoadReader,
  OllamaLoadReader,
  OmlxLoadReader,
  SglangLoadReader,
  VllmLoadReader,
  VllmMlxLoadReader,
];
