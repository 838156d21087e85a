/** What a token itself can be blamed for; whatever else goes wrong is the provider's doing, or the way to it. */
const CODES: ReadonlySet<string> = new Set([
  'ERR_JWT_EXPIRED',
  'ERR_JWT_CLAIM_VALIDATION_FAILED',
  'ERR_JWT_INVALID',
  'ERR_JWS_INVALID',
  'ERR_JWS_SIGNATURE_VERIFICATION_FAILED',
  'ERR_JOSE_ALG_NOT_ALLOWED',
  'ERR_JOSE_NOT_SUPPORTED',
  'ERR_JWKS_NO_MATCHING_KEY',
  'ERR_JWKS_MULTIPLE_MATCHING_KEYS',
]);

/**
 * Why a token is refused, for the log: a code, and the claim that is wrong. Never the library's words, since some of
 * them repeat what the token says. Undefined when it is not the token's fault.
 */
export function tokenFault(error: unknown): { readonly reason: string; readonly claim?: string } | undefined {
  const { code, claim } = error as { code?: unknown; claim?: unknown };
  if (typeof code !== 'string' || !CODES.has(code)) return undefined;
  return { reason: code, ...(typeof claim === 'string' && { claim }) };
}
