/** What the original's flags ask for (configuration.md §3). */
export interface ClassicFlags {
  readonly version: boolean;
  readonly validateConfig: boolean;
  readonly config: string;
  /** The arguments with the original's spellings turned into ours. */
  readonly rest: readonly string[];
}

const TRUE = new Set(['1', 't', 'T', 'TRUE', 'true', 'True']);
const BOOLEAN = new Set(['version', 'validate-config', 'profile']);
const VALUED = new Set(['c', 'config']);
const COMMANDS = new Set(['serve', 'simulate', 'demo', 'healthcheck', 'version', 'help']);

/**
 * Understands `-config X`, `--config=X`, `-version`, `--profile=false` and their like, up to the first
 * word that is no flag; leaves everything else to the commands.
 */
export function normaliseFlags(args: readonly string[], env: NodeJS.ProcessEnv = process.env): ClassicFlags {
  const on: Record<string, boolean> = {
    version: env['OLLA_SHOW_VERSION'] === 'true',
    'validate-config': false,
    profile: env['OLLA_ENABLE_PROFILER'] === 'true',
  };
  const rest: string[] = [];
  let config = '';
  let at = 0;
  for (; at < args.length; at++) {
    const arg = args[at]!;
    if (arg === '--' || !arg.startsWith('-') || COMMANDS.has(arg)) break;
    const [name, value] = split(arg);
    if (VALUED.has(name)) config = value ?? args[++at] ?? '';
    else if (BOOLEAN.has(name)) on[name] = value === undefined || TRUE.has(value);
    else rest.push(arg);
  }
  const command = COMMANDS.has(args[at] ?? '');
  const remaining = command ? args.slice(at) : [];
  const given = [...(config ? ['--config', config] : []), ...(on['profile'] ? ['--profile'] : [])];
  const ours = command && args[at] !== 'serve' ? [...remaining, ...rest] : [...remaining, ...rest, ...given];
  return {
    version: on['version']!,
    validateConfig: on['validate-config']!,
    config,
    rest: ours,
  };
}

function split(arg: string): [string, string | undefined] {
  const bare = arg.replace(/^--?/, '');
  const equals = bare.indexOf('=');
  return equals < 0 ? [bare, undefined] : [bare.slice(0, equals), bare.slice(equals + 1)];
}
