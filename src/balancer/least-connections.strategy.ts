import { Injectable } from '@nestjs/common';
import type { EndpointState } from '../core/endpoint.js';
import { type BalancingStrategy, Strategy } from './balancing-strategy.js';

/** The endpoint with the fewest attempts in flight; equals take turns (proxying.md §8.4). */
@Injectable()
@Strategy('least-connections')
export class LeastConnectionsStrategy implements BalancingStrategy {
  #turn = 0;

  select(candidates: readonly EndpointState[]): EndpointState {
    return this.#least(candidates, true);
  }

  peek(candidates: readonly EndpointState[]): EndpointState {
    return this.#least(candidates, false);
  }

  #least(candidates: readonly EndpointState[], takesTurn: boolean): EndpointState {
    let least = Infinity;
    let ties = 0;
    for (const { load } of candidates) {
      if (load.inFlight < least) {
        least = load.inFlight;
        ties = 1;
      } else if (load.inFlight === least) ties++;
    }
    let skip = ties === 1 ? 0 : this.#turn % ties;
    if (takesTurn && ties > 1) this.#turn++;
    for (const state of candidates) if (state.load.inFlight === least && skip-- === 0) return state;
    return candidates[0]!;
  }
}
