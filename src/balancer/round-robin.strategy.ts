import { Injectable } from '@nestjs/common';
import type { EndpointState } from '../core/endpoint.js';
import { type BalancingStrategy, Strategy } from './balancing-strategy.js';

/** Each in its turn, weights and priorities aside (proxying.md §8.3). */
@Injectable()
@Strategy('round-robin')
export class RoundRobinStrategy implements BalancingStrategy {
  #turn = 0;

  select(candidates: readonly EndpointState[]): EndpointState {
    const chosen = this.peek(candidates);
    this.#turn = (this.#turn + 1) % Number.MAX_SAFE_INTEGER;
    return chosen;
  }

  peek(candidates: readonly EndpointState[]): EndpointState {
    return candidates[this.#turn % candidates.length]!;
  }
}
