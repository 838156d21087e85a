import { type ConfigNotice, type ConfigProblem, problemText } from './problem.js';

/** A configuration that Olla does not start with: every problem at once. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';

  /** @param headline what went wrong as a whole, in the original's words */
  constructor(
    readonly headline: string,
    readonly problems: readonly ConfigProblem[],
    /** What would not have kept Olla from starting. */
    readonly warnings: readonly ConfigNotice[] = [],
  ) {
    super([headline, problems.map(problemText).join('; ')].filter(Boolean).join(': '));
  }

  /** For people: the headline, then a line for each problem. */
  report(): string {
    if (this.problems.length === 0) return this.headline;
    const lines = this.problems.map((problem) => `  - ${problemText(problem).replaceAll('\n', '\n    ')}`);
    return `${this.headline}:\n${lines.join('\n')}`;
  }
}
