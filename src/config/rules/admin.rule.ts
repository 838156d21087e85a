import type { AdminTokenConfig } from '../sections/index.js';
import { type Draft, settle } from './draft.js';

const SHORTEST = 16;

/** The tokens of operators: where they stand, that they are long enough, and whose they are. */
export function adminRule(draft: Draft): void {
  const { tokens } = draft.config.admin;
  tokens.forEach((token, index) => checkToken(draft, token, `admin.tokens[${index}]`));
  const names = new Set<string>();
  const values = new Map<string, string>();
  tokens.forEach(({ name, token }, index) => {
    const path = `admin.tokens[${index}]`;
    if (names.has(name)) {
      draft.findings.problem(
        `${path}.name`,
        `admin token name "${name}" is used twice`,
        'names must be unique',
      );
    }
    names.add(name);
    const twin = token ? values.get(token) : undefined;
    if (twin !== undefined) {
      draft.findings.problem(
        path,
        `admin tokens "${twin}" and "${name}" are the same: nobody could tell who acts`,
      );
    }
    if (token) values.set(token, name);
  });
}

function checkToken({ findings, readSecret }: Draft, entry: AdminTokenConfig, path: string): void {
  const { name, token, tokenFile } = entry;
  const problem = (key: string, message: string, hint?: string): void =>
    findings.problem(`${path}${key}`, `admin token "${name}": ${message}`, hint);
  if (name.trim() === '') problem('.name', 'name must not be empty');
  if (token && tokenFile) return problem('', 'has both token and token_file set; use exactly one');
  if (!token && !tokenFile) return problem('', 'requires token or token_file');
  if (tokenFile) {
    try {
      settle(entry, { token: readSecret(tokenFile).trim() });
    } catch (error) {
      return problem('.token_file', `reading secret file "${tokenFile}": ${(error as Error).message}`);
    }
  }
  const value = entry.token ?? '';
  const key = tokenFile ? '.token_file' : '.token';
  if (/\s/.test(value)) problem(key, 'must not contain blanks, as no header could carry it');
  else if (value.length < SHORTEST) {
    problem(key, `is too short: ${value.length} characters`, `at least ${SHORTEST}: openssl rand -hex 32`);
  }
}
