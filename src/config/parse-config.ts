import { ConfigError } from './config-error.js';
import { deepFreeze } from './deep-freeze.js';
import { ENDPOINTS_PATH } from './endpoints/path.js';
import { applyOverrides } from './environment/apply-overrides.js';
import { applyEndpointsVariable, namesEndpoints } from './environment/endpoints-variable.js';
import { type Environment, Interpolation } from './environment/interpolation.js';
import { flagOf } from './environment/values.js';
import { Findings } from './findings.js';
import type { KnownNames } from './known-names.js';
import { type PlaceReader, Places } from './places.js';
import type { ConfigNotice, ConfigProblem } from './problem.js';
import { RULES } from './rules/index.js';
import { SecretReader } from './secret-reader.js';
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
  /** Whether unknown keys are problems; the environment decides when absent. */
  readonly strict?: boolean;
  /** `false` reads no secret files and misses no variables: what is checked then cannot run. */
  readonly secrets?: boolean;
}

export interface LoadedConfig {
  /** Deeply frozen. */
  readonly config: OllaConfig;
  readonly warnings: readonly ConfigNotice[];
  /** What was parsed. May hold secrets. */
  readonly text: string;
  /** Absolute paths of the files with secrets that it names. */
  readonly secretFiles: readonly string[];
  /** Where each value came from. */
  readonly places: PlaceReader;
}

/**
 * A configuration from the text of its file and the environment.
 * @throws ConfigError with every problem at once
 */
export function parseConfig(text: string, options: ParseOptions = {}): LoadedConfig {
  const { env = {}, known = {}, sourceFile = '', cwd = '.', secrets = true } = options;
  const yaml = new YamlDocument(text);
  const unreadable = `failed to parse ${sourceFile || 'configuration'}`;
  if (yaml.problems.length > 0) throw new ConfigError(unreadable, yaml.problems);

  const given = new Map<string, Origin>();
  const config = Object.assign(new OllaConfig(), { sourceFile, given });
  const findings = new Findings(new Places());
  const interpolation = new Interpolation(env);
  const secretReader = new SecretReader(cwd, !secrets);
  const readSecret = (path: string): string => secretReader.read(path);
  const replaced = namesEndpoints(env) ? { replaced: ENDPOINTS_PATH } : {};
  new YamlMapper(yaml, findings, interpolation, given, replaced).mapOnto(config);
  const overlay = { config, findings, interpolation, given, readSecret };
  applyEndpointsVariable(env, overlay);
  applyOverrides(env, overlay);

  const draft = { config, findings, interpolation, known, readSecret, cwd, withoutSecrets: !secrets };
  for (const rule of RULES) rule(draft);

  refuse(findings, options.strict ?? flagOf(env['OLLA_CONFIG_STRICT'] ?? '') ?? false, unreadable);
  return {
    config: deepFreeze(config),
    warnings: Object.freeze(findings.notices),
    text,
    secretFiles: secretReader.files,
    places: findings.places,
  };
}

function refuse({ typeProblems, problems, notices }: Findings, strict: boolean, unreadable: string): void {
  const isFatal = ({ kind }: ConfigNotice): boolean => strict && kind === 'unknown-key';
  const all = [...typeProblems, ...problems, ...notices.filter(isFatal)].sort(inFileOrder);
  if (all.length === 0) return;
  const inFile = typeProblems.some(({ variable }) => variable === undefined);
  const warnings = notices.filter((notice) => !isFatal(notice));
  throw new ConfigError(inFile ? unreadable : 'configuration validation failed', all, warnings);
}

/** What has no line came from the environment or is missing altogether: last. */
function inFileOrder(a: ConfigProblem, b: ConfigProblem): number {
  const end = Number.MAX_SAFE_INTEGER;
  return (a.line ?? end) - (b.line ?? end) || (a.column ?? 0) - (b.column ?? 0);
}
