import type { JWTPayload, JWTVerifyOptions } from 'jose';
import type { ProviderKeys } from './provider-keys.js';

/**
 * What a token says, once its signature and its claims are found good. A token that names no key is tried with each one
 * that could be meant: while keys rotate, two of a kind are published.
 */
export async function verifiedPayload(
  token: string,
  keys: ProviderKeys,
  options: JWTVerifyOptions,
): Promise<JWTPayload> {
  const { errors, jwtVerify } = await import('jose');
  try {
    return (await jwtVerify(token, keys.find, options)).payload;
  } catch (error) {
    if (!(error instanceof errors.JWKSMultipleMatchingKeys)) throw error;
    for await (const key of error) {
      try {
        return (await jwtVerify(token, key, options)).payload;
      } catch (failure) {
        if (!(failure instanceof errors.JWSSignatureVerificationFailed)) throw failure;
      }
    }
    throw new errors.JWSSignatureVerificationFailed();
  }
}
