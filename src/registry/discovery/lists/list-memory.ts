import { createHash } from 'node:crypto';
import type { Endpoint } from '../../../core/endpoint.js';
import type { ModelList } from './list-reader.js';

interface Remembered {
  readonly url: string;
  readonly digest: string;
  readonly list: ModelList;
}

/**
 * The last list of every endpoint, by the bytes that it was read from: most lists are the same as ever, and
 * reading ten megabytes of JSON holds up every request meanwhile. An endpoint that was configured anew is
 * another object, so what is kept for the old one goes with it.
 */
export class ListMemory {
  readonly #lists = new WeakMap<Endpoint, Remembered>();

  /** The list that these bytes are: the same object as before for the same bytes, else what `read` says. */
  listOf(endpoint: Endpoint, url: string, body: Buffer, read: () => ModelList): ModelList {
    const digest = createHash('sha1').update(body).digest('base64');
    const known = this.#lists.get(endpoint);
    if (known?.digest === digest && known.url === url) return known.list;
    const list = read();
    this.#lists.set(endpoint, { url, digest, list });
    return list;
  }
}
