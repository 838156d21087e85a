import { DiscoveryService } from '@nestjs/core';
import type { EndpointState } from '../core/endpoint.js';

/** Marks a {@link BalancingStrategy} and gives it the name that `proxy.load_balancer` uses. */
export const Strategy = DiscoveryService.createDecorator<string>();

export interface BalancingStrategy {
  /**
   * Picks the endpoint of one attempt. Called once per attempt, synchronously.
   * @param candidates endpoints that can take the request now: never empty, in configuration order
   */
  select(candidates: readonly EndpointState[]): EndpointState;
}
