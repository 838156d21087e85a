import { COMMANDS } from './commands.js';

const FLAGS: readonly (readonly [flags: string, what: string])[] = [
  [
    '-c, --config <file>',
    'configuration file (otherwise OLLA_CONFIG_FILE, config/config.yaml, config.yaml, …)',
  ],
  ['--validate-config', 'check the configuration, then exit'],
  ['--strict', 'refuse a configuration with unknown keys'],
  ['--profile', 'open the diagnostics listener on localhost:19841'],
  ['--version', 'print version and build, then exit'],
  ['-h, --help', 'print this, then exit'],
];

/** What `--help` prints. */
export function usage(): string {
  const commands = [
    ['serve', 'run the proxy (default)'] as const,
    ...COMMANDS.map(({ name, description }) => [name, description] as const),
    ['help [command]', 'explain a command'] as const,
  ];
  return [
    'Proxy and load balancer for machines that run language models',
    '',
    'Usage: olla [flags]',
    '       olla <command> [options]',
    '',
    'Flags, with one dash or two:',
    ...rows(FLAGS),
    '',
    'Commands:',
    ...rows(commands),
  ].join('\n');
}

const rows = (pairs: readonly (readonly [string, string])[]): string[] =>
  pairs.map(([what, why]) => `  ${what.padEnd(21)}${why}`);
