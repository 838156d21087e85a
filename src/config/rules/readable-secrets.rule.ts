import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { ENDPOINTS_PATH } from '../endpoints/path.js';
import type { Draft } from './draft.js';

const CREDENTIALS = ['token', 'key', 'username', 'password'] as const;
const SECRET_HEADER = /^(?:authorization|proxy-authorization|cookie)$|key|token|secret|password/i;
const READABLE_BY_ALL = 0o004;

/**
 * Warns of secrets that stand as they are in a file that everybody on the machine can read (configuration.md
 * §24.8). Runs before the rules that put the contents of secret files in place.
 */
export function readableSecretsRule(draft: Draft): void {
  const secrets = [...writtenSecrets(draft)];
  const { sourceFile } = draft.config;
  if (secrets.length === 0 || !isReadableByAll(draft)) return;
  draft.findings.notice(
    secrets[0]!,
    `${sourceFile} can be read by every user of this machine and holds secrets: ${secrets.join(', ')}`,
    'take the right to read from others, or use ${VARIABLE} or a key that ends in _file',
  );
}

/** Paths of secrets that the file holds itself. */
function* writtenSecrets({ config, interpolation }: Draft): Iterable<string> {
  for (const [path, secret] of secretsOf(config)) {
    const isWritten = secret && config.given.get(path) !== 'environment' && !interpolation.changed(path);
    if (isWritten) yield path;
  }
}

function* secretsOf({
  discovery,
  admin,
  access,
}: Draft['config']): Iterable<[path: string, value: string | undefined]> {
  for (const [index, { auth, headers }] of discovery.static.endpoints.entries()) {
    for (const field of CREDENTIALS) yield [`${ENDPOINTS_PATH}[${index}].auth.${field}`, auth?.[field]];
    for (const [name, value] of Object.entries(headers)) {
      if (SECRET_HEADER.test(name)) yield [`${ENDPOINTS_PATH}[${index}].headers.${name}`, value];
    }
  }
  for (const [index, { token }] of admin.tokens.entries()) yield [`admin.tokens[${index}].token`, token];
  for (const [index, { key }] of access.keys.entries()) yield [`access.keys[${index}].key`, key];
}

function isReadableByAll({ config, cwd = '.' }: Draft): boolean {
  // Windows has no such bits, and shows them all the same.
  if (config.sourceFile === '' || process.platform === 'win32') return false;
  const found = statSync(resolve(cwd, config.sourceFile), { throwIfNoEntry: false });
  return found !== undefined && (found.mode & READABLE_BY_ALL) !== 0;
}
