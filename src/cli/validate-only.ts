import { ConfigError, type Environment, loadConfig } from '../config/index.js';
import { ProfileCatalogue } from '../registry/profiles/index.js';
import { knownNames } from './known-names.js';

/** `--validate-config`: the report of configuration.md §17 on stdout, exit code 0 or 1. */
export function validateOnly(file: string, env: Environment): void {
  const profiles = new ProfileCatalogue().all.length - 1;
  const lines = ['Olla Configuration Validation', '=============================='];
  let fine = true;
  try {
    const { config, warnings } = loadConfig({
      file,
      cwd: process.cwd(),
      env,
      known: knownNames(),
    });
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
  lines.push(`[OK]   ${'profiles'.padEnd(12)} ${profiles} profile(s) loaded`, '');
  lines.push(
    fine
      ? 'Result: PASS - all configuration files are valid'
      : 'Result: FAIL - one or more configuration files could not be fully parsed',
  );
  process.stdout.write(`${lines.join('\n')}\n`);
  process.exitCode = fine ? 0 : 1;
}
