import { compileGoPattern } from './go-pattern.js';
import { DEFAULT_RULES } from './default-rules.js';
import type { ModelRules, WrittenRules } from './model-rules.js';

let builtIn: ModelRules | undefined;

/** The rules that need no file, compiled once. */
export const defaultModelRules = (): ModelRules => (builtIn ??= compileRules(DEFAULT_RULES));

/** Compiles every pattern; throws for the first that cannot be, saying which. */
export function compileRules(written: WrittenRules): ModelRules {
  return {
    ...written,
    families: written.families.map((rule) => ({ ...rule, pattern: compiled(rule.pattern, '') })),
    nameCapabilities: written.nameCapabilities.map((rule) => ({
      ...rule,
      pattern: compiled(rule.pattern, 'i'),
    })),
  };
}

function compiled(pattern: string, flags: string): RegExp {
  try {
    return compileGoPattern(pattern, flags);
  } catch (error) {
    throw new Error(`pattern "${pattern}" ${(error as Error).message}`, { cause: error });
  }
}
