import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { compileRules, defaultModelRules } from './compile-rules.js';
import type { ModelRules } from './model-rules.js';
import { readRules } from './rules-file.js';

/** Where a file is looked for, seen from the working directory. */
const PLACES = [
  'models.yaml',
  'config/models.yaml',
  'config-base/models.yaml',
  '../config/models.yaml',
  '../../config/models.yaml',
];

/** The rules that are in force, and how they were found. */
export interface LoadedModelRules {
  readonly rules: ModelRules;
  /** The file, as the search names it; undefined when the built-in rules are used. */
  readonly source: string | undefined;
  /** `path: reason` for every file that was there and could not be used. */
  readonly warnings: readonly string[];
}

/**
 * Finds `models.yaml`; the first file that can be used counts as a whole (models-and-health.md §11.4).
 * Never throws: without a usable file, and when a pattern of the file does not compile, the built-in rules serve.
 */
export function loadModelRules({
  cwd,
  env,
}: {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}): LoadedModelRules {
  const warnings: string[] = [];
  const configured = env['OLLA_CONFIG_DIR'];
  for (const place of configured ? [...PLACES, `${configured}/models.yaml`] : PLACES) {
    const written = attempt(place, warnings, () => {
      const text = textOf(resolve(cwd, place));
      return text === undefined ? undefined : readRules(text);
    });
    if (!written) continue;
    const rules = attempt(place, warnings, () => compileRules(written));
    return rules ? { rules, source: place, warnings } : { ...BUILT_IN(), warnings };
  }
  return { ...BUILT_IN(), warnings };
}

const BUILT_IN = () => ({ rules: defaultModelRules(), source: undefined });

/** Undefined, with a warning, in place of whatever goes wrong. */
function attempt<Result>(place: string, warnings: string[], work: () => Result): Result | undefined {
  try {
    return work();
  } catch (error) {
    // The message of the YAML parser goes on to draw the place: one line is enough.
    warnings.push(`${place}: ${(error as Error).message.split('\n', 1)[0]}`);
    return undefined;
  }
}

/** Undefined for a file that is not there. */
function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw error;
  }
}
