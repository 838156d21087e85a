import { createHash, randomBytes } from 'node:crypto';

const PREFIX = 'sha256:';
const HASH = /^sha256:[0-9a-f]{64}$/;

/**
 * What is kept of a key. Keys are long and random, so that one fast hash is enough: there is nothing to guess, and
 * looking a hash up compares no secret letter by letter.
 */
export const keyHash = (key: string): string => PREFIX + createHash('sha256').update(key).digest('hex');

/** The bytes of such a hash, for a comparison that takes the same time whatever they are. */
export const keyDigest = (hash: string): Buffer => Buffer.from(hash.slice(PREFIX.length), 'hex');

/** Whether a text is such a hash. */
export const isKeyHash = (text: string): boolean => HASH.test(text);

/** A key that nobody has yet, and what to keep of it. */
export function newKey(): { readonly key: string; readonly hash: string } {
  const key = `olla_${randomBytes(32).toString('base64url')}`;
  return { key, hash: keyHash(key) };
}
