import { suggestion } from '../nearest.js';
import type { Draft } from './draft.js';

/** Signatures that published keys can prove: symmetric ones, and `none`, prove nothing. */
const ALGORITHMS = 'RS256 RS384 RS512 PS256 PS384 PS512 ES256 ES384 ES512 EdDSA Ed25519'.split(' ');
const SYMMETRIC = /^(HS|none$)/i;

/** Tokens of an identity provider: it has an address that can be asked, and its signatures mean something. */
export function jwtRule({ config, findings }: Draft): void {
  const { jwksUrl, algorithms, issuer, audience } = config.access.jwt;
  const problem = (key: string, message: string, hint?: string): void =>
    findings.problem(`access.jwt.${key}`, `access.jwt: ${message}`, hint);
  const wrong = urlComplaint(jwksUrl);
  if (wrong) problem('jwks_url', `jwks_url ${wrong}`, 'https://sso.example.com/jwks.json');
  algorithms.forEach((algorithm, at) => {
    if (ALGORITHMS.includes(algorithm)) return;
    const message = SYMMETRIC.test(algorithm)
      ? `algorithm ${algorithm} proves nothing with published keys`
      : `unknown algorithm: ${algorithm}`;
    problem(`algorithms[${at}]`, message, suggestion(algorithm, ALGORITHMS) ?? 'RS256, ES256, EdDSA');
  });
  if (algorithms.length === 0) problem('algorithms', 'algorithms must not be empty');
  if (issuer === '' && audience.length === 0) {
    findings.notice(
      'access.jwt',
      'access.jwt names neither issuer nor audience: every token that this provider signs opens Olla',
    );
  }
}

function urlComplaint(text: string): string | undefined {
  if (!URL.canParse(text)) return `must be an http or https URL, got "${text}"`;
  const { protocol, username, password } = new URL(text);
  if (protocol !== 'http:' && protocol !== 'https:') return `must be an http or https URL, got "${text}"`;
  return username || password ? 'must hold no credentials: published keys are for everybody' : undefined;
}
