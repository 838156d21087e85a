import { ConfigError, type Environment, loadConfig } from '../config/index.js';
import {
  GENERIC,
  type LoadedProfiles,
  ProfileSource,
  profileWarningText,
} from '../registry/profiles/index.js';
import { builtInNames } from '../app/foundation/built-in-names.js';
import type { ClassicFlags } from './classic-flags.js';

type Asked = Pick<ClassicFlags, 'config' | 'strict'>;

/** `--validate-config`: the report of configuration.md §17 on stdout, exit code 0 or 1. */
export function validateOnly({ config: file, strict }: Asked, env: Environment): void {
  const source = new ProfileSource({ cwd: process.cwd(), env });
  let profiles = source.load();
  const lines = ['Olla Configuration Validation', '=============================='];
  let fine = true;
  try {
    const { config, warnings } = loadConfig({
      file,
      cwd: process.cwd(),
      env,
      known: { ...builtInNames, profiles: source.load().catalogue },
      ...(strict && { strict }),
    });
    profiles = source.load(config.proxy.profileFilter);
    const from = config.sourceFile
      ? `loaded from ${config.sourceFile}`
      : '(none found, using built-in defaults)';
    const issues = warnings.length > 0 ? ` (${warnings.length} issue(s))` : '';
    fine = warnings.length === 0;
    lines.push(`[${fine ? 'OK]  ' : 'WARN]'} ${'config.yaml'.padEnd(12)} ${from}${issues}`);
    for (const { message, line } of warnings)
      lines.push(`         - ${line ? `line ${line}: ` : ''}${message}`);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    fine = false;
    lines.push(`[FAIL] ${'config.yaml'.padEnd(12)} ${error.report()}`);
  }
  fine &&= profiles.warnings.length === 0;
  lines.push(...profileLines(profiles), '');
  lines.push(
    fine
      ? 'Result: PASS - all configuration files are valid'
      : 'Result: FAIL - one or more configuration files could not be fully parsed',
  );
  process.stdout.write(`${lines.join('\n')}\n`);
  process.exitCode = fine ? 0 : 1;
}

function profileLines({ catalogue, warnings }: LoadedProfiles): readonly string[] {
  const count = catalogue.all.filter(({ name }) => name !== GENERIC).length;
  const status = warnings.length > 0 ? '[WARN]' : '[OK]  ';
  const issues = warnings.length > 0 ? ` (${warnings.length} issue(s))` : '';
  return [
    `${status} ${'profiles'.padEnd(12)} ${count} profile(s) loaded${issues}`,
    ...warnings.map((warning) => `         - ${profileWarningText(warning)}`),
  ];
}
