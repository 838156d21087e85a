import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { ConfigError } from './config-error.js';
import { deepFreeze } from './deep-freeze.js';
import { applyOverrides } from './environment/apply-overrides.js';
import { type Environment, Interpolation } from './environment/interpolation.js';
import { Findings } from './findings.js';
import type { KnownNames } from './known-names.js';
import { Places } from './places.js';
import type { ConfigNotice, ConfigProblem } from './problem.js';
import { RULES } from './rules/index.js';
import { OllaConfig, type Origin } from './sections/index.js';
import { YamlDocument } from './yaml/yaml-document.js';
import { YamlMapper } from './yaml/yaml-mapper.js';

export interface ParseOptions {
  readonly env?: Environment;
  readonly known?: KnownNames;
  /** Where the text came from; empty for nowhere. */
  readonly sourceFile?: string;
  /** What relative paths of secret files are relative to. */
  readonly cwd?: string;
  /** Whether unknown keys are problems. */
  readonly strict?: boolean;
}

export interface LoadedConfig {
  /** Deeply frozen. */
  readonly config: OllaConfig;
  readonly warnings: readonly ConfigNotice[];
  /** What was parsed. May hold secrets. */
  readonly text: string;
  /** Absolute paths of the files with secrets that it names. */
  readonly secretFiles: readonly string[];
}

/**
 * A configuration from the text of its file and the environment.
 * @throws ConfigError with every problem at once
 */
export function parseConfig(text: string, options: ParseOptions = {}): LoadedConfig {
  const { env = {}, known = {}, sourceFile = '', cwd = '.' } = options;
  const yaml = new YamlDocument(text);
  const unreadable = `failed to parse ${sourceFile || 'configuration'}`;
  if (yaml.problems.length > 0) throw new ConfigError(unreadable, yaml.problems);

  const given = new Map<string, Origin>();
  const config = Object.assign(new OllaConfig(), { sourceFile, given });
  const findings = new Findings(new Places());
  const interpolation = new Interpolation(env);
  new YamlMapper(yaml, findings, interpolation, given).mapOnto(config);
  applyOverrides(config, env, findings.places, given);

  const secretFiles = new Set<string>();
  const readSecret = (path: string): string => {
    const file = resolve(cwd, path);
    secretFiles.add(file);
    return readFileSync(file, 'utf8');
  };
  for (const rule of RULES) rule({ config, findings, interpolation, known, readSecret, cwd });

  const strict = options.strict ?? env['OLLA_CONFIG_STRICT'] === 'true';
  const unknown = strict ? findings.notices.filter(({ kind }) => kind === 'unknown-key') : [];
  const problems = [...findings.typeProblems, ...findings.problems, ...unknown].sort(inFileOrder);
  if (problems.length > 0) {
    const headline = findings.typeProblems.length > 0 ? unreadable : 'configuration validation failed';
    throw new ConfigError(headline, problems);
  }
  return {
    config: deepFreeze(config),
    warnings: Object.freeze(findings.notices),
    text,
    secretFiles: [...secretFiles],
  };
}

/** What has no line came from the environment or is missing altogether: last. */
function inFileOrder(a: ConfigProblem, b: ConfigProblem): number {
  const end = Number.MAX_SAFE_INTEGER;
  return (a.line ?? end) - (b.line ?? end) || (a.column ?? 0) - (b.column ?? 0);
}
