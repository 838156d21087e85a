import type { DETAILED } from '../core/log-facts.js';

/** When a record was written down, in milliseconds since 1970. */
export const AT = Symbol('at');

/** A record on its way out: its string keys become JSON, its symbols are for the outlet. */
export interface LogRecord {
  readonly level: string;
  readonly msg: string;
  readonly [fact: string]: unknown;
  readonly [AT]: number;
  readonly [DETAILED]?: boolean;
}
