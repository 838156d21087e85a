import { DockerModelRunnerParser } from './docker-model-runner.parser.js';
import { LemonadeParser } from './lemonade.parser.js';
import { LlamaCppParser } from './llamacpp.parser.js';
import { LmDeployParser } from './lmdeploy.parser.js';
import { LmStudioParser } from './lmstudio.parser.js';
import { OllamaParser } from './ollama.parser.js';
import { OpenAiParser } from './openai.parser.js';
import { SglangParser } from './sglang.parser.js';
import { VllmMlxParser } from './vllm-mlx.parser.js';
import { VllmParser } from './vllm.parser.js';

/** A parser for every list format that the built-in profiles name; providers of the module. */
export const LIST_PARSERS = [
  OllamaParser,
  OpenAiParser,
  VllmParser,
  SglangParser,
  LmDeployParser,
  LlamaCppParser,
  DockerModelRunnerParser,
  VllmMlxParser,
  LemonadeParser,
  LmStudioParser,
] as const;

export { isJsonObject, type JsonObject } from './json-fields.js';
export { Parses, type ModelListParser } from './model-list-parser.js';
export { ModelListParsers, type ParserLookup } from './model-list-parsers.js';
export { OllamaParser, OpenAiParser };
