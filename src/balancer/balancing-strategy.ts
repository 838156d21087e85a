import { DiscoveryService } from '@nestjs/core';
import type { EndpointState } from '../core/endpoint.js';
import type { Forecast } from '../core/forecast.js';
import type { Exchange } from '../core/exchange.js';
import type { Look, Wait } from './queue/placement.js';

/** Marks a {@link BalancingStrategy} and gives it the name that `proxy.load_balancer` uses. */
export const Strategy = DiscoveryService.createDecorator<string>();

export interface BalancingStrategy {
  /** True for one that weighs what is in memory by itself: it is handed all that can take the request. */
  readonly weighsMemory?: boolean;
  /**
   * Picks the endpoint of one attempt. Called once per attempt, synchronously.
   * @param candidates endpoints that can take the request now: never empty, in configuration order
   * @param exchange the request as it is known by now: read it, change nothing
   */
  select(candidates: readonly EndpointState[], exchange: Exchange): EndpointState;
  /**
   * What `select` would pick at this moment, without counting as a pick: for explanations. Absent = that cannot be told
   * beforehand.
   */
  peek?(candidates: readonly EndpointState[], exchange: Exchange): EndpointState | undefined;
  /**
   * Whether an endpoint may serve this request at all; absent = every candidate may. Asked for each candidate of each
   * attempt, before sticky sessions and `select`: what it keeps out stays out, whatever fails.
   */
  admits?(candidate: EndpointState, exchange: Exchange): boolean;
  /**
   * Whether the request had better wait in Olla than go anywhere now, for a strategy that knows of slots. Where it returns
   * undefined, `select` follows with the same arguments at once.
   */
  waitsFor?(candidates: readonly EndpointState[], exchange: Exchange, look: Look): Wait | undefined;
  /** A request that `select` expected something of is over there, or was never sent. */
  over?(forecast: Forecast): void;
}
