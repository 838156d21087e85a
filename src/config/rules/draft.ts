import type { Interpolation } from '../environment/interpolation.js';
import type { Findings } from '../findings.js';
import type { KnownNames } from '../known-names.js';
import type { OllaConfig } from '../sections/index.js';

/** A configuration that is not finished yet, and what is needed to finish and judge it. */
export interface Draft {
  readonly config: OllaConfig;
  readonly findings: Findings;
  readonly interpolation: Interpolation;
  readonly known: KnownNames;
  /** Contents of a secret file; something in its place where secrets are left alone. */
  readonly readSecret: (path: string) => string;
  /** What a relative name of the file is relative to; the working directory when absent. */
  readonly cwd?: string;
  /** Whether files and variables that are not there are no reason to complain. */
  readonly withoutSecrets?: boolean;
}

/** Looks at one part of a draft: completes what is left open, and reports what cannot stay. */
export type Rule = (draft: Draft) => void;

/** Sections are read-only for everybody but the rules that finish them. */
export function settle<T extends object>(section: T, values: Partial<T>): void {
  Object.assign(section, values);
}
