import { formatDuration } from './duration.js';

const NS_PER_MS = 1e6;

/** A duration as a fact: nanoseconds in JSON, `1m30s` in text (configuration.md §13.3). */
export class LoggedDuration {
  constructor(readonly ms: number) {}

  toJSON(): number {
    return Math.round(this.ms * NS_PER_MS);
  }

  toString(): string {
    return formatDuration(this.ms);
  }
}

/** Marks the facts of a detailed record. */
export const DETAILED = Symbol('detailed');

/** Facts of a record that text on standard output leaves out: JSON and the file have it (configuration.md §13.3). */
export const detailed = <T extends object>(facts: T): T => Object.assign(facts, { [DETAILED]: true });
