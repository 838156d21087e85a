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

  /** An environment variable that cannot be used; its value counts as unset. */
  ignoredVariable(
    variable: string,
    about: Omit<ConfigProblem, 'variable'>,
    kind: ConfigNotice['kind'],
  ): void {
    this.notices.push({ kind, variable, ...about });
  }

  /** An environment variable that must not be wrong. */
  wrongVariable(variable: string, message: string, hint?: string): void {
    this.problems.push({ path: '', variable, message, ...(hint !== undefined && { hint }) });
  }

  #found(path: string, message: string, hint: string | undefined): ConfigProblem {
    return { path, ...this.places.of(path), message, ...(hint !== undefined && { hint }) };
  }
}
