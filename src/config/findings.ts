import type { Places } from './places.js';
import type { ConfigNotice, ConfigProblem } from './problem.js';

/** Collects what is wrong and what is odd, each with its place. */
export class Findings {
  /** Values that are not of their key's kind. */
  readonly typeProblems: ConfigProblem[] = [];
  /** Values of the right kind that Olla cannot work with. */
  readonly problems: ConfigProblem[] = [];
  readonly notices: ConfigNotice[] = [];

  constructor(readonly places: Places) {}

  wrongType(path: string, message: string, hint?: string): void {
    this.typeProblems.push(this.#found(path, message, hint));
  }

  problem(path: string, message: string, hint?: string): void {
    this.problems.push(this.#found(path, message, hint));
  }

  notice(path: string, message: string, hint?: string, kind: ConfigNotice['kind'] = 'value'): void {
    this.notices.push({ kind, ...this.#found(path, message, hint) });
  }

  #found(path: string, message: string, hint: string | undefined): ConfigProblem {
    return { path, ...this.places.of(path), message, ...(hint !== undefined && { hint }) };
  }
}
