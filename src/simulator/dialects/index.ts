import type { DialectName } from '../options.js';
import type { Dialect } from './dialect.js';
import { dockerModelRunner } from './docker-model-runner.js';
import { lemonade } from './lemonade.js';
import { llamacpp } from './llamacpp.js';
import { lmStudio } from './lm-studio.js';
import { ollama } from './ollama.js';
import { openai } from './openai.js';
import { vllm } from './vllm.js';

/** The dialects by the names under which options ask for them. */
export const DIALECT: Readonly<Record<DialectName, Dialect>> = {
  ollama,
  openai,
  vllm,
  llamacpp,
  'lm-studio': lmStudio,
  lemonade,
  'docker-model-runner': dockerModelRunner,
};
