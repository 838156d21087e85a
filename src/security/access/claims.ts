import type { CallerLimitsConfig, JwtClaimsConfig } from '../../config/index.js';
import type { Caller } from '../../core/caller.js';
import { anyModelOf, anyOf } from './patterns.js';

type Claims = Readonly<Record<string, unknown>>;

/** What a verified token says of its bearer; undefined where it does not say who that is. */
export function callerOf(
  claims: Claims,
  names: JwtClaimsConfig,
  limits: CallerLimitsConfig,
): Caller | undefined {
  const name = claimAt(claims, names.name);
  if (typeof name !== 'string' || name === '') return undefined;
  const allowsModel = allowance(claimAt(claims, names.models), anyModelOf);
  const allowsEndpoint = allowance(claimAt(claims, names.endpoints), anyOf);
  const limited = Object.values(limits).some((limit) => limit > 0);
  return {
    name,
    facts: claims,
    ...(allowsModel && { allowsModel }),
    ...(allowsEndpoint && { allowsEndpoint }),
    ...(limited && { limits }),
  };
}

/** The claim of this very name, which may hold dots, else the member that the dots lead to. */
function claimAt(claims: Claims, path: string): unknown {
  if (path === '') return undefined;
  if (Object.hasOwn(claims, path)) return claims[path];
  let found: unknown = claims;
  for (const key of path.split('.')) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, key)) return undefined;
    found = (found as Claims)[key];
  }
  return found;
}

type Allowance = (name: string) => boolean;

/** Patterns in a list, or between spaces. Without the claim all is allowed; with one that is empty or odd, nothing. */
function allowance(
  claim: unknown,
  of: (patterns: readonly string[]) => Allowance | undefined,
): Allowance | undefined {
  if (claim === undefined) return undefined;
  const words: readonly unknown[] = Array.isArray(claim) ? claim : [claim].filter(isText).flatMap(wordsOf);
  const patterns = words.filter((word): word is string => isText(word) && word !== '');
  return of(patterns) ?? nothing;
}

const isText = (value: unknown): value is string => typeof value === 'string';
const wordsOf = (text: string): readonly string[] => text.split(/\s+/);

const nothing: Allowance = () => false;
