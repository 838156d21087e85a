import type { createRemoteJWKSet, FetchImplementation, FlattenedJWSInput, JWSHeaderParameters } from 'jose';
import type { Logger } from '../../core/logger.js';
import { tokenFault } from './token-error.js';

type KeySet = ReturnType<typeof createRemoteJWKSet>;
type Key = Awaited<ReturnType<KeySet>>;

const TIMEOUT_MS = 5_000;
/** An unknown key is asked for no more often than this: a rotated one is there soon, invented ones cost nothing. */
const COOL_DOWN_MS = 5_000;
/** After a failure nobody is sent to the provider, and made to wait for it, for so long. */
const AWAY_MS = 2_000;
/** Keys that are older are fetched anew beside the requests. */
const RENEW_MS = 10 * 60_000;
/** So long they count while the provider cannot be reached: longer, and a withdrawn one would live on. */
const KEPT_MS = 60 * 60_000;

/**
 * The published keys of an identity provider (RFC 7517): fetched once for all who wait for them, never from where a
 * redirect leads, and kept, so that a provider that is away or hangs keeps out only those whose key is not known yet.
 */
export class ProviderKeys {
  #set: Promise<KeySet> | undefined;
  #renewAt = Infinity;
  #awayUntil = 0;

  constructor(
    readonly url: string,
    private readonly log: Logger,
  ) {}

  /** The key that a token says it was signed with. Rejects with what {@link tokenFault} knows, or knows not. */
  readonly find = async (header: JWSHeaderParameters, token: FlattenedJWSInput): Promise<Key> => {
    const set = await (this.#set ??= this.#open());
    if (Date.now() >= this.#renewAt) this.#renew(set);
    try {
      const key = await set(header, token);
      if (this.#renewAt === Infinity) this.#renewAt = Date.now() + RENEW_MS;
      return key;
    } catch (error) {
      if (!tokenFault(error)) this.#away(error);
      throw error;
    }
  };

  /** Loaded by those who need it: most have no identity provider. */
  async #open(): Promise<KeySet> {
    const { createRemoteJWKSet, customFetch } = await import('jose');
    const ask: FetchImplementation = (url, options) =>
      Date.now() < this.#awayUntil ? Promise.reject(new Error('not asked again yet')) : fetch(url, options);
    return createRemoteJWKSet(new URL(this.url), {
      timeoutDuration: TIMEOUT_MS,
      cooldownDuration: COOL_DOWN_MS,
      cacheMaxAge: KEPT_MS,
      [customFetch]: ask,
    });
  }

  #renew(set: KeySet): void {
    this.#renewAt = Date.now() + COOL_DOWN_MS;
    set.reload().then(
      () => (this.#renewAt = Date.now() + RENEW_MS),
      (error: unknown) => this.#away(error),
    );
  }

  /** Told once for each failure, however many waited for the same answer. */
  #away(error: unknown): void {
    const now = Date.now();
    if (now < this.#awayUntil) return;
    this.#awayUntil = now + AWAY_MS;
    const { origin, pathname } = new URL(this.url);
    this.log.error('Keys of the identity provider cannot be had', {
      url: origin + pathname,
      error: wordsFor(error),
    });
  }
}

/** `fetch failed` says nothing: its cause does. */
function wordsFor(error: unknown): string {
  const { cause, message } = error as { cause?: { code?: unknown }; message?: unknown };
  return String(cause?.code ?? message ?? error);
}
