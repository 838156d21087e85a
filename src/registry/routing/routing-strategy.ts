import { DiscoveryService } from '@nestjs/core';
import type { EndpointState } from '../../core/endpoint.js';
import type { RoutingDecision } from '../../core/exchange.js';

/** Marks a {@link RoutingStrategy} and gives it the name that `model_registry.routing_strategy.type` uses. */
export const Routing = DiscoveryService.createDecorator<string>();

/** What became of looking for a model anew before the question was asked again. */
export type Refresh = 'done' | 'failed';

export interface RoutingQuestion {
  /** As asked for, lower-cased. */
  readonly model: string;
  /** Endpoints that may take the request as far as its path and scope go, in configuration order. */
  readonly candidates: readonly EndpointState[];
  /** Of those, the ones that list the model. */
  readonly having: readonly EndpointState[];
  /** Whether any endpoint lists the model, whatever its status, path or scope. */
  readonly known: boolean;
  /** Undefined when the question is put for the first time. */
  readonly refresh?: Refresh | undefined;
}

export interface RoutingAnswer {
  readonly decision: RoutingDecision;
  readonly endpoints: readonly EndpointState[];
  /** Look for the model anew, then ask again; what stands beside it is the answer if that is not possible. */
  readonly wantsRefresh?: true;
}

/** Decides which endpoints may serve a model (models-and-health.md §14). */
export interface RoutingStrategy {
  /** Pure and cheap: its answers are kept for as long as the fleet does not change. */
  route(question: RoutingQuestion): RoutingAnswer;
}
