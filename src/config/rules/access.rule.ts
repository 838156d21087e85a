import { isKeyHash, keyHash } from '../../core/api-key.js';
import { suggestion } from '../nearest.js';
import type { AccessKeyConfig } from '../sections/index.js';
import { type Draft, settle } from './draft.js';
import { patternComplaint } from './filter-patterns.js';
import { jwtRule } from './jwt.rule.js';

const SHORTEST = 16;
const DATE = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2}))?$/;

/** Who may come in: the way that is named must be there, and complete. Leaves hashes in place of keys. */
export function accessRule(draft: Draft): void {
  const { access } = draft.config;
  const { authenticators } = draft.known;
  if (authenticators && !authenticators.includes(access.authenticator)) {
    draft.findings.problem(
      'access.authenticator',
      `unknown authenticator: ${access.authenticator}`,
      suggestion(access.authenticator, authenticators) ?? `known: ${authenticators.join(', ')}`,
    );
  }
  access.keys.forEach((key, index) => checkKey(draft, key, `access.keys[${index}]`));
  oneEach(draft, access.keys);
  if (access.authenticator === 'keys' && access.keys.length === 0) {
    draft.findings.notice('access.keys', 'access.authenticator is "keys" and there are none: nobody gets in');
  }
  if (access.authenticator === 'jwt') jwtRule(draft);
}

function checkKey(draft: Draft, entry: AccessKeyConfig, path: string): void {
  const problem = (key: string, message: string, hint?: string): void =>
    draft.findings.problem(`${path}${key}`, `access key "${entry.name}": ${message}`, hint);
  if (entry.name.trim() === '') problem('.name', 'name must not be empty');
  secret(draft, entry, problem);
  for (const list of ['models', 'endpoints'] as const) {
    entry[list].forEach((pattern, at) => {
      const complaint = patternComplaint(pattern);
      if (complaint) problem(`.${list}[${at}]`, `invalid pattern '${pattern}': ${complaint}`);
    });
  }
  const { expires } = entry;
  if (expires && !isDate(expires)) {
    problem('.expires', `expires is no date: "${expires}"`, '2027-01-31, or 2027-01-31T12:00:00Z');
  }
}

/** A day that the calendar does not have would pass for one of the next month. */
function isDate(text: string): boolean {
  const day = text.slice(0, 10);
  if (!DATE.test(text) || Number.isNaN(Date.parse(text)) || Number.isNaN(Date.parse(day))) return false;
  return new Date(day).toISOString().startsWith(day);
}

type Report = (key: string, message: string, hint?: string) => void;

function secret({ readSecret }: Draft, entry: AccessKeyConfig, problem: Report): void {
  const { hash, key, keyFile } = entry;
  const given = [hash, key, keyFile].filter(Boolean).length;
  if (given !== 1) return problem('', `needs exactly one of hash, key and key_file, has ${given}`);
  if (hash) {
    if (!isKeyHash(hash)) problem('.hash', 'hash must be sha256: and 64 hexadecimal digits', 'olla key');
    return;
  }
  try {
    const text = key ?? readSecret(keyFile!).trim();
    const at = key ? '.key' : '.key_file';
    if (text.length < SHORTEST) {
      return problem(
        at,
        `is too short: ${text.length} characters`,
        `at least ${SHORTEST}; olla key makes one`,
      );
    }
    // Nothing that runs holds the key itself.
    settle(entry, { hash: keyHash(text), key: undefined });
  } catch (error) {
    problem('.key_file', `reading secret file "${keyFile}": ${(error as Error).message}`);
  }
}

/** A name stands for one caller, and a key for one name. */
function oneEach({ findings }: Draft, keys: readonly AccessKeyConfig[]): void {
  const names = new Set<string>();
  const hashes = new Map<string, string>();
  keys.forEach(({ name, hash }, index) => {
    const path = `access.keys[${index}]`;
    if (names.has(name)) {
      findings.problem(`${path}.name`, `access key name "${name}" is used twice`, 'names must be unique');
    }
    names.add(name);
    const twin = hash ? hashes.get(hash) : undefined;
    if (twin !== undefined) findings.problem(path, `access keys "${twin}" and "${name}" are the same key`);
    if (hash) hashes.set(hash, name);
  });
}
