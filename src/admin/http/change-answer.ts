import type { ConfigChange, ConfigNotice, ConfigProblem, ReloadReport } from '../../config/index.js';
import { maskedPath, maskQueries } from './mask-query.js';
import { conflict, invalid, type ProblemPart } from './problem.js';

/** One key of the configuration whose value changed. */
export interface ChangedKey {
  readonly path: string;
  readonly before?: unknown;
  readonly after?: unknown;
  readonly needs_restart: boolean;
}

/** Something about the configuration that somebody should know. */
export interface ConfigWarning {
  readonly path: string;
  readonly message: string;
  readonly line?: number;
  readonly hint?: string;
}

/** What became of a change of the configuration. */
export interface ChangeAnswer {
  readonly outcome: string;
  readonly persisted: boolean;
  readonly generation: number;
  readonly changes: ChangedKey[];
  readonly needs_restart: string[];
  readonly warnings: ConfigWarning[];
}

/**
 * What the caller is told of a change of the configuration.
 * @throws Problem when it was refused: 422 with everything that is wrong, 409 when nothing is wrong with the content
 */
export function changeAnswer(report: ReloadReport): ChangeAnswer {
  if (report.outcome === 'refused') throw refused(report);
  const { outcome, persisted, generation, changes, warnings } = report;
  return {
    outcome,
    persisted,
    generation,
    changes: changes.map(changedKey),
    needs_restart: changes.filter(({ needsRestart }) => needsRestart).map(({ path }) => maskedPath(path)),
    warnings: warnings.map(warningOf),
  };
}

/** A change in the words of the API. */
export const changedKey = ({ path, before, after, needsRestart }: ConfigChange): ChangedKey => ({
  path: maskedPath(path),
  ...(before !== undefined && { before: maskQueries(before) }),
  ...(after !== undefined && { after: maskQueries(after) }),
  needs_restart: needsRestart,
});

/** A notice in the words of the API. */
export const warningOf = ({ path, message, line, hint }: ConfigNotice): ConfigWarning => ({
  path,
  message,
  ...(line !== undefined && { line }),
  ...(hint !== undefined && { hint }),
});

/** A problem of the configuration in the words of the API. */
export const partOf = ({ path, message, line, hint }: ConfigProblem): ProblemPart => ({
  path,
  detail: message,
  ...(line !== undefined && { line }),
  ...(hint !== undefined && { hint }),
});

const refused = ({ headline, problems }: ReloadReport): Error =>
  problems.length > 0 ? invalid(headline, problems.map(partOf)) : conflict(headline);
