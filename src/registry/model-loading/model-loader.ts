import { DiscoveryService } from '@nestjs/core';
import type { EndpointState } from '../../core/endpoint.js';

/** Marks a {@link ModelLoader} and names the profile whose servers it gives orders. */
export const LoadsModels = DiscoveryService.createDecorator<string>();

/** The answer to an order. */
export interface OrderAnswer {
  readonly status: number;
  /** At most a megabyte. */
  readonly body: string;
}

/** One endpoint that is given an order about one model. */
export interface LoadOrder {
  readonly state: EndpointState;
  /** In the endpoint's own spelling. */
  readonly model: string;
  /** It is to stay in memory, however long nobody asks for it. */
  readonly pinned: boolean;
  /** Posts JSON to a path below the endpoint's base URL; rejects when there is no answer in time. */
  readonly post: (path: string, body: object) => Promise<OrderAnswer>;
}

/** Has one kind of server load and unload models. To reject, or to answer another status than 2xx, is a failure. */
export interface ModelLoader {
  /**
   * Resolves when the model is in memory, or on its way: `loading`, where the server does not say when it is there.
   */
  load(order: LoadOrder): Promise<'loaded' | 'loading'>;
  /** Resolves when it is gone, or about to go. Absent where the server cannot be told. */
  unload?(order: LoadOrder): Promise<void>;
}

/** A server did not do what it was told. Says what it answered, shortened. */
export class OrderRefusedError extends Error {
  constructor({ status, body }: OrderAnswer) {
    super(`answered ${status}: ${body.slice(0, 200)}`);
  }
}

/** @throws OrderRefusedError unless the order was taken */
export function taken(answer: OrderAnswer): OrderAnswer {
  if (answer.status < 200 || answer.status > 299) throw new OrderRefusedError(answer);
  return answer;
}
