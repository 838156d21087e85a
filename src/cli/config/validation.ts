import { type FoundationOptions, readFoundation } from '../../app/foundation/index.js';
import { ConfigError, type ConfigNotice, type ConfigProblem } from '../../config/index.js';
import { ExtensionError } from '../../extensions/index.js';
import { profileWarningText } from '../../registry/profiles/index.js';

/** One thing that was found. */
export interface Finding extends ConfigProblem {
  /** An error keeps Olla from starting. */
  readonly severity: 'error' | 'warning';
  /** What it is about: `config`, `profiles`, `models` or `extensions`. */
  readonly about: 'config' | 'profiles' | 'models' | 'extensions';
}

/** What came of a check. */
export interface Validation {
  /** Whether Olla would start with it. */
  readonly valid: boolean;
  /** The file that was checked; empty for the built-in defaults, absent when none could be read. */
  readonly file?: string;
  readonly endpoints?: number;
  readonly profiles?: number;
  /** The file of model rules; absent = the built-in ones. */
  readonly models?: string;
  readonly extensions?: readonly string[];
  /** Everything at once: errors first, then by line. */
  readonly findings: readonly Finding[];
}

/** Checks everything that a start would read. Never throws for what is wrong with it. */
export async function validate(options: FoundationOptions): Promise<Validation> {
  try {
    const { first, extensions } = await readFoundation(options);
    const { config, warnings, profiles, models } = first;
    return {
      valid: true,
      file: config.sourceFile,
      endpoints: config.discovery.static.endpoints.length,
      profiles: profiles.catalogue.all.length,
      ...(models.source !== undefined && { models: models.source }),
      extensions: extensions.map(({ name }) => name),
      findings: [
        ...warnings.map(of('warning')),
        ...profiles.warnings.map((warning) => bare('warning', 'profiles', profileWarningText(warning))),
        ...models.warnings.map((message) => bare('warning', 'models', message)),
      ],
    };
  } catch (error) {
    return { valid: false, findings: errorsOf(error) };
  }
}

function errorsOf(error: unknown): readonly Finding[] {
  if (error instanceof ExtensionError) return [bare('error', 'extensions', error.message)];
  if (!(error instanceof ConfigError)) throw error;
  const { headline, problems, warnings } = error;
  if (problems.length === 0) return [bare('error', 'config', headline)];
  return [...problems.map(of('error')), ...warnings.map(of('warning'))];
}

const of =
  (severity: Finding['severity']) =>
  (problem: ConfigProblem): Finding => {
    const { kind: _, ...facts } = problem as ConfigProblem & Partial<ConfigNotice>;
    return { severity, about: 'config', ...facts };
  };

const bare = (severity: Finding['severity'], about: Finding['about'], message: string): Finding => ({
  severity,
  about,
  path: '',
  message,
});
