/** What the original's flags ask for (configuration.md §3). */
export interface ClassicFlags {
  readonly help: boolean;
  readonly version: boolean;
  readonly validateConfig: boolean;
  readonly profile: boolean;
  /** Our own: unknown keys of the configuration are problems. */
  readonly strict: boolean;
  /** Empty when none is named. */
  readonly config: string;
  /** From the first word that is no flag on; nothing follows `--`. */
  readonly rest: readonly string[];
}

/** A command line that cannot be understood. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

const BOOLEANS: ReadonlyMap<string, boolean> = new Map([
  ...['1', 't', 'T', 'TRUE', 'true', 'True'].map((word) => [word, true] as const),
  ...['0', 'f', 'F', 'FALSE', 'false', 'False'].map((word) => [word, false] as const),
]);

/** Flag → the name of what it sets. */
const SWITCHES: ReadonlyMap<string, 'help' | 'version' | 'validateConfig' | 'profile' | 'strict'> = new Map([
  ['h', 'help'],
  ['help', 'help'],
  ['version', 'version'],
  ['validate-config', 'validateConfig'],
  ['profile', 'profile'],
  ['strict', 'strict'],
]);
const FILE = new Set(['c', 'config']);

/**
 * Reads `-config X`, `--config=X`, `-version`, `--profile=false` and their like the way the original does:
 * one dash or two, the last one wins, and all ends at the first word that is no flag.
 * @throws UsageError
 */
export function parseClassicFlags(args: readonly string[]): ClassicFlags {
  const flags = {
    help: false,
    version: false,
    validateConfig: false,
    profile: false,
    strict: false,
    config: '',
  };
  for (let at = 0; at < args.length; at++) {
    const arg = args[at]!;
    if (arg === '--') return { ...flags, rest: [] };
    if (!arg.startsWith('-') || arg === '-') return { ...flags, rest: args.slice(at) };
    const { name, value } = split(arg);
    const key = SWITCHES.get(name);
    if (key) flags[key] = truth(name, value);
    else if (!FILE.has(name)) throw new UsageError(`flag provided but not defined: -${name}`);
    else flags.config = value ?? args[++at] ?? missing(name);
  }
  return { ...flags, rest: [] };
}

function split(arg: string): { name: string; value?: string } {
  const [, name, value] = /^--?([^-=][^=]*)(?:=(.*))?$/s.exec(arg) ?? [];
  if (name === undefined) throw new UsageError(`bad flag syntax: ${arg}`);
  return { name, value };
}

function truth(name: string, value: string | undefined): boolean {
  if (value === undefined) return true;
  const known = BOOLEANS.get(value);
  if (known === undefined) throw new UsageError(`invalid boolean value "${value}" for -${name}`);
  return known;
}

function missing(name: string): never {
  throw new UsageError(`flag needs an argument: -${name}`);
}
