import { ENDPOINTS_PATH } from '../endpoints/path.js';
import { YamlDocument } from '../yaml/yaml-document.js';
import { YamlMapper } from '../yaml/yaml-mapper.js';
import { compactEndpoints } from './compact-endpoints.js';
import type { Overlay } from './generic-variables.js';
import type { Environment } from './interpolation.js';

const VARIABLE = 'OLLA_ENDPOINTS';
const FILE = 'OLLA_ENDPOINTS_FILE';

/** Whether the environment has endpoints in place of the file's. */
export const namesEndpoints = (env: Environment): boolean => Boolean(env[VARIABLE] || env[FILE]);

/**
 * Puts the endpoints of `OLLA_ENDPOINTS`, or of the file that `OLLA_ENDPOINTS_FILE` names, in place of the file's. A
 * list that cannot be read is a problem: no other endpoints will do.
 */
export function applyEndpointsVariable(env: Environment, overlay: Overlay): void {
  const source = textOf(env, overlay);
  if (!source) return;
  const { config, findings, interpolation, given } = overlay;
  const [variable, text] = source;
  const yaml = new YamlDocument(isYaml(text) ? text : compactEndpoints(text), variable);
  if (yaml.problems.length > 0) {
    return findings.wrongVariable(
      variable,
      `${variable} cannot be read: ${yaml.problems[0]!.message}`,
      SHAPES,
    );
  }
  const mapper = new YamlMapper(yaml, findings, interpolation, given, {
    origin: 'environment',
  });
  mapper.mapOntoKey(config.discovery.static, 'endpoints', ENDPOINTS_PATH);
}

const SHAPES = 'a JSON list of endpoints, or name=url;type=…;priority=… with commas between them';

function textOf(env: Environment, { findings, readSecret }: Overlay): [string, string] | undefined {
  const inline = env[VARIABLE];
  const file = env[FILE];
  if (inline && file) {
    findings.wrongVariable(FILE, `${VARIABLE} and ${FILE} are both set; use exactly one`);
    return undefined;
  }
  if (inline) return [VARIABLE, inline];
  if (!file) return undefined;
  try {
    return [FILE, readSecret(file)];
  } catch (error) {
    findings.wrongVariable(FILE, `${FILE}: reading "${file}": ${(error as Error).message}`);
    return undefined;
  }
}

/** A list in brackets, or one of which each entry begins with a dash. */
const isYaml = (text: string): boolean => /^\s*(?:[[{]|-\s|#)/.test(text);
