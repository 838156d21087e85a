import { ConfigError } from './config-error.js';
import { type LoadedConfig, parseConfig, type ParseOptions } from './parse-config.js';
import type { ConfigProblem } from './problem.js';

/** For specs: JSON is YAML, so an object serves as a file. */
export function parsed(file: object | string, options?: ParseOptions): LoadedConfig {
  return parseConfig(typeof file === 'string' ? file : JSON.stringify(file), options);
}

/** For specs: what a file is refused for; nothing when it is accepted. */
export function problemsOf(file: object | string, options?: ParseOptions): readonly ConfigProblem[] {
  try {
    parsed(file, options);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

export const messagesOf = (file: object | string, options?: ParseOptions): string[] =>
  problemsOf(file, options).map(({ message }) => message);

export const warningsOf = (file: object | string, options?: ParseOptions): string[] =>
  parsed(file, options).warnings.map(({ message }) => message);

/** For specs: a file with these endpoints. */
export const withEndpoints = (...endpoints: readonly object[]): object => ({
  discovery: { static: { endpoints } },
});
