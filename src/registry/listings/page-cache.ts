import type { Page } from './page.js';

const LONGEST_KEY = 256;
const MOST_PAGES = 64;
const MOST_BYTES = 32 * 1_048_576;

/** Pages that were made of one state of affairs. Small: what clients can ask for has no end. */
export class PageCache {
  readonly #pages = new Map<string, Page>();
  #bytes = 0;
  #state: readonly unknown[] = [];

  /** The page under this key, made when there is none of this state. Another state forgets all pages. */
  get(key: string, state: readonly unknown[], make: () => Page): Page {
    if (state.length !== this.#state.length || state.some((part, i) => part !== this.#state[i])) {
      this.#state = state;
      this.#pages.clear();
      this.#bytes = 0;
    }
    const known = this.#pages.get(key);
    if (known) return known;
    const page = make();
    this.#keep(key, page);
    return page;
  }

  /** The oldest make room for the new. */
  #keep(key: string, page: Page): void {
    if (key.length > LONGEST_KEY || page.body.length > MOST_BYTES) return;
    this.#pages.set(key, page);
    this.#bytes += page.body.length;
    for (const [oldest, { body }] of this.#pages) {
      if (this.#pages.size <= MOST_PAGES && this.#bytes <= MOST_BYTES) return;
      this.#pages.delete(oldest);
      this.#bytes -= body.length;
    }
  }
}
