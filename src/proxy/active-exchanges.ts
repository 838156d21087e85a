import { ShuttingDownError } from '../core/availability-errors.js';
import type { Exchange } from '../core/exchange.js';

/** The requests that are under way, so that a shutdown can wait for them and cut what remains. */
export class ActiveExchanges {
  readonly #active = new Set<Exchange>();

  get size(): number {
    return this.#active.size;
  }

  /** Each of them, the oldest first. */
  [Symbol.iterator](): Iterator<Exchange> {
    return this.#active.values();
  }

  add(exchange: Exchange): void {
    this.#active.add(exchange);
  }

  delete(exchange: Exchange): void {
    this.#active.delete(exchange);
  }

  /** Ends every request that is left, visibly. */
  cutAll(): void {
    for (const exchange of this.#active) {
      if (exchange.underWay) exchange.underWay.abort(new ShuttingDownError());
      else exchange.reply.destroy();
    }
  }
}
