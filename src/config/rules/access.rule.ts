import { isKeyHash, keyHash } from '../../core/api-key.js';
import { suggestion } from '../nearest.js';
import type { AccessKeyConfig } from '../sections/index.js';
import { type Draft, settle } from './draft.js';
import { patternComplaint } from './filter-patterns.js';

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
  if (access.authenticator === 'jwt') jwt(draft);
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
  if (expires && (!DATE.test(expires) || Number.isNaN(Date.parse(expires)))) {
    problem('.expires', `expires is no date: "${expires}"`, '2027-01-31, or 2027-01-31T12:00:00Z');
  }
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

const SYMMETRIC = /^(HS|none$)/i;

function jwt({ config, findings }: Draft): void {
  const { jwksUrl, algorithms, issuer, audience } = config.access.jwt;
  const problem = (key: string, message: string, hint?: string): void =>
    findings.problem(`access.jwt.${key}`, `access.jwt: ${message}`, hint);
  if (!isHttp(jwksUrl)) {
    problem(
      'jwks_url',
      `jwks_url must be an http or https URL, got "${jwksUrl}"`,
      'https://sso.example.com/jwks.json',
    );
  }
  algorithms.forEach((algorithm, at) => {
    if (SYMMETRIC.test(algorithm)) {
      problem(
        `algorithms[${at}]`,
        `algorithm ${algorithm} proves nothing with published keys`,
        'RS256, ES256, EdDSA',
      );
    }
  });
  if (algorithms.length === 0) problem('algorithms', 'algorithms must not be empty');
  if (issuer === '' && audience.length === 0) {
    findings.notice(
      'access.jwt',
      'access.jwt names neither issuer nor audience: every token that this provider signs opens Olla',
    );
  }
}

const isHttp = (url: string): boolean =>
  URL.canParse(url) && ['http:', 'https:'].includes(new URL(url).protocol);
