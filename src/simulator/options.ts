/** The languages that a simulated server can speak. */
export const DIALECTS = [
  'ollama',
  'openai',
  'vllm',
  'llamacpp',
  'lm-studio',
  'lemonade',
  'docker-model-runner',
] as const;
export type DialectName = (typeof DIALECTS)[number];

/** What a simulated server is like; only its dialect and models are required. */
export interface SimulatorOptions {
  readonly dialect: DialectName;
  readonly models: readonly string[];
  /** How it calls itself: every answer starts with `[name]`. Default: the dialect. */
  readonly name?: string;
  readonly host?: string;
  /** 0 takes any free port. */
  readonly port?: number;
  /** A second port for `/sim/*` that stays open under the fault `refuse`; 0 takes any free one. Default: none. */
  readonly controlPort?: number;
  /** Generations at a time; the others wait in order. Default 4. */
  readonly slots?: number;
  /** From the start of the work to the first token. Default 0. */
  readonly ttftMs?: number;
  /** Speed at which prompts are read before that. Default `Infinity`. */
  readonly prefillTokensPerSecond?: number;
  /** Tokens of prompts that it remembers and need not read again. Default 0. */
  readonly promptCacheTokens?: number;
  /** Speed of one generation. Default `Infinity`. */
  readonly tokensPerSecond?: number;
  /** How long a model that is not in memory takes to load. Default 0. */
  readonly loadMs?: number;
  /** Models that fit in memory together. Default: all. */
  readonly memoryModels?: number;
  /** Length of a full answer in tokens. Default: 16 to 47, decided by the prompt. */
  readonly answerTokens?: number;
}

/** Options with every default filled in. */
export type SimulatorSettings = Required<Omit<SimulatorOptions, 'controlPort' | 'answerTokens'>> &
  Pick<SimulatorOptions, 'controlPort' | 'answerTokens'>;

/** Fills in the defaults; throws when a figure makes no sense. */
export function settingsOf(options: SimulatorOptions): SimulatorSettings {
  const settings: SimulatorSettings = {
    dialect: options.dialect,
    models: options.models,
    name: (options.name ?? options.dialect).trim().replace(/\s+/g, '-'),
    host: options.host ?? '127.0.0.1',
    port: options.port ?? 0,
    controlPort: options.controlPort,
    slots: options.slots ?? 4,
    ttftMs: options.ttftMs ?? 0,
    prefillTokensPerSecond: options.prefillTokensPerSecond ?? Number.POSITIVE_INFINITY,
    promptCacheTokens: options.promptCacheTokens ?? 0,
    tokensPerSecond: options.tokensPerSecond ?? Number.POSITIVE_INFINITY,
    loadMs: options.loadMs ?? 0,
    memoryModels: options.memoryModels ?? Math.max(1, options.models.length),
    answerTokens: options.answerTokens,
  };
  if (!DIALECTS.includes(settings.dialect)) throw new RangeError(`dialect is one of ${DIALECTS.join(', ')}`);
  if (settings.models.length === 0) throw new RangeError('at least one model is needed');
  if (!(settings.slots >= 1)) throw new RangeError('slots is 1 or more');
  if (!(settings.memoryModels >= 1)) throw new RangeError('memoryModels is 1 or more');
  if (!(settings.prefillTokensPerSecond > 0)) throw new RangeError('prefillTokensPerSecond is above 0');
  if (!(settings.promptCacheTokens >= 0)) throw new RangeError('promptCacheTokens is 0 or more');
  if (!(settings.tokensPerSecond > 0)) throw new RangeError('tokensPerSecond is above 0');
  if (!((settings.answerTokens ?? 1) >= 1)) throw new RangeError('answerTokens is 1 or more');
  if (!(settings.ttftMs >= 0 && settings.loadMs >= 0))
    throw new RangeError('ttftMs and loadMs are 0 or more');
  return settings;
}
