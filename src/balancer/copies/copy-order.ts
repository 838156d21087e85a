/** Why a model was loaded or unloaded: requests waited for it, a policy of `models`, or an operator wanted it so. */
export type OrderReason = 'waiting' | 'policy' | 'operator';

/** What an endpoint was told to do with a model, and what became of it. */
export interface CopyOrder {
  readonly endpoint: string;
  /** In the endpoint's own spelling. */
  readonly model: string;
  readonly kind: 'load' | 'unload';
  readonly reason: OrderReason;
  /** Epoch milliseconds. */
  readonly at: number;
  /** `taken` = the server does not say when it is done. */
  readonly state: 'under_way' | 'done' | 'taken' | 'failed';
  /** Milliseconds until it was over; absent while it is not. */
  readonly tookMs?: number;
  /** What the server said instead. */
  readonly error?: string;
}

/** The latest orders, newest first. */
export class OrderLog {
  readonly #orders: CopyOrder[] = [];

  constructor(private readonly most: number) {}

  get all(): readonly CopyOrder[] {
    return this.#orders;
  }

  /** @returns how to replace it when more is known */
  add(order: CopyOrder): (next: CopyOrder) => void {
    let current = order;
    this.#orders.unshift(order);
    if (this.#orders.length > this.most) this.#orders.pop();
    return (next) => {
      const at = this.#orders.indexOf(current);
      if (at >= 0) this.#orders[at] = next;
      current = next;
    };
  }
}
