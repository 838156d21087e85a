import type { Quota } from './quota.js';

/**
 * One member of `RateLimit-Policy` (draft-ietf-httpapi-ratelimit-headers): what is allowed in how many
 * seconds. The unit is said where it is not requests.
 */
export function policyField(name: string, quota: number, windowSeconds: number, unit?: 'tokens'): string {
  return `"${name}";q=${quota};w=${windowSeconds}${unit ? `;qu="${unit}"` : ''}`;
}

/** One member of `RateLimit`: what is left, and in how many seconds all of it is back. */
export function remainingField(name: string, remaining: number, resetMs: number): string {
  return `"${name}";r=${remaining};t=${Math.ceil(resetMs / 1_000)}`;
}

export const policyOf = ({ policy, size, windowSeconds, countsTokens }: Quota): string =>
  policyField(policy.name, size, windowSeconds, countsTokens ? 'tokens' : undefined);

export const remainingOf = (quota: Quota, now: number): string =>
  remainingField(quota.policy.name, quota.remaining(now), quota.resetMs(now));
