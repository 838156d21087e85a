import { LemonadeLoader } from './lemonade.loader.js';
import { LlamacppLoader } from './llamacpp.loader.js';
import { LmStudioLoader } from './lm-studio.loader.js';
import { OllamaLoader } from './ollama.loader.js';

/** Every loader of ours. */
export const MODEL_LOADERS = [OllamaLoader, LemonadeLoader, LmStudioLoader, LlamacppLoader];
