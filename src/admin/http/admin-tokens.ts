import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { AdminConfig } from '../../config/index.js';

const BEARER = /^bearer +(\S+) *$/i;

/** The tokens of one configuration. Kept as hashes, so that comparing takes equally long whatever is compared. */
export class AdminTokens {
  readonly #tokens: readonly { readonly name: string; readonly hash: Buffer }[];

  constructor({ tokens }: Pick<AdminConfig, 'tokens'>) {
    this.#tokens = tokens.flatMap(({ name, token }) => (token ? [{ name, hash: hashOf(token) }] : []));
  }

  get any(): boolean {
    return this.#tokens.length > 0;
  }

  /** Whose token it is; undefined for nobody's. Every token is compared, so that time tells nothing. */
  nameOf(offered: string): string | undefined {
    const hash = hashOf(offered);
    let found: string | undefined;
    for (const token of this.#tokens) if (timingSafeEqual(token.hash, hash)) found = token.name;
    return found;
  }
}

/** The token that a request offers, as `Authorization: Bearer` or as `X-Admin-Token`. */
export function offeredToken(headers: IncomingHttpHeaders): string | undefined {
  const bearer = BEARER.exec(headers.authorization ?? '')?.[1];
  const own = headers['x-admin-token'];
  return bearer ?? (typeof own === 'string' && own !== '' ? own : undefined);
}

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();
