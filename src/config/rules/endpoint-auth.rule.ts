import { type EndpointAuthConfig } from '../sections/index.js';
import { type Draft, settle } from './draft.js';

type Field = 'token' | 'key' | 'username' | 'password';

/** What each type needs, and what messages call it. */
const NEEDS: Readonly<Record<string, Readonly<Partial<Record<Field, string>>>>> = {
  bearer: { token: 'bearer token' },
  api_key: { key: 'api_key' },
  basic: { username: 'basic username', password: 'basic password' },
};
const GROUPS: readonly (readonly [fields: readonly Field[], text: string])[] = [
  [['token'], 'token/token_file'],
  [['key'], 'key/key_file'],
  [['username', 'password'], 'username/password'],
];

/** What messages call a value of an `auth` block: `auth.token` is the `bearer token`. */
export function credentialLabel(field: string): string | undefined {
  return Object.values(NEEDS)
    .map((needs) => needs[field as Field])
    .find((label) => label !== undefined);
}

/** Shape of an `auth` block, then its secrets (configuration.md §10.4). Leaves the values to send in it. */
export function endpointAuth(draft: Draft, auth: EndpointAuthConfig, path: string, name: string): void {
  const problem = (message: string): void => draft.findings.problem(path, `endpoint "${name}": ${message}`);
  const needs = NEEDS[auth.type];
  if (!needs || !Object.hasOwn(NEEDS, auth.type)) {
    if (draft.interpolation.isMissing(`${path}.type`)) return;
    return problem(`auth.type "${auth.type}" is not valid (must be bearer, api_key, or basic)`);
  }
  for (const [fields, text] of GROUPS) {
    if (fields.some((field) => field in needs)) continue;
    const foreign = fields.some(
      (field) => given(draft, auth, path, field) || fileOf(draft, auth, path, field),
    );
    if (foreign) problem(`${auth.type} auth does not accept ${text} fields`);
  }
  for (const [field, label] of Object.entries(needs)) {
    secret({ draft, auth, path, problem, field: field as Field, label });
  }
}

interface Secret {
  readonly draft: Draft;
  readonly auth: EndpointAuthConfig;
  readonly path: string;
  readonly field: Field;
  readonly label: string;
  readonly problem: (message: string) => void;
}

function secret({ draft, auth, path, field, label, problem }: Secret): void {
  const inline = given(draft, auth, path, field);
  const file = fileOf(draft, auth, path, field);
  if (inline && file) {
    return problem(`${auth.type} auth has both ${field} and ${field}_file set; use exactly one`);
  }
  if (!inline && !file) return problem(`${auth.type} auth requires ${field} or ${field}_file`);
  const lacking = [field, `${field}_file`].some((key) => draft.interpolation.isMissing(`${path}.${key}`));
  if (lacking) return;
  try {
    if (file) settle(auth, { [field]: draft.readSecret(auth[`${field}File`]!).trim() });
  } catch (error) {
    return problem(`${label}: reading secret file "${auth[`${field}File`]}": ${(error as Error).message}`);
  }
  if (!auth[field]) problem(`${label} resolved to empty string`);
}

/** Whether the operator wrote something there, even if it came to nothing. */
function given({ interpolation }: Draft, auth: EndpointAuthConfig, path: string, field: Field): boolean {
  const at = `${path}.${field}`;
  return Boolean(auth[field]) || interpolation.isMissing(at) || interpolation.changed(at);
}

function fileOf({ interpolation }: Draft, auth: EndpointAuthConfig, path: string, field: Field): boolean {
  return Boolean(auth[`${field}File`]) || interpolation.isMissing(`${path}.${field}_file`);
}
