import { ListOf } from '../schema/index.js';

/** Which names are kept: patterns with `*` at their start, at their end and once in between, in any letter case. */
export class NameFilterConfig {
  /** Names to keep; an empty list means all. */
  @ListOf('text')
  readonly include: readonly string[] = [];

  /** Names to leave out, even when they are included. */
  @ListOf('text')
  readonly exclude: readonly string[] = [];
}
