import { DiscoveryService } from '@nestjs/core';
import type { EndpointState } from '../core/endpoint.js';
import type { RoutingDecision } from '../core/exchange.js';

/** Marks a {@link RoutingStrategy} and gives it the name that `model_registry.routing_strategy.type` uses. */
export const Routing = DiscoveryService.createDecorator<string>();

export interface RoutingQuestion {
  /** As asked for, lower-cased. */
  readonly model: string;
  /** Endpoints that may take the request as far as its path and scope go, in configuration order. */
  readonly candidates: readonly EndpointState[];
  /** Endpoints that list the model, whatever their status. */
  readonly holders: readonly EndpointState[];
}

export interface RoutingAnswer {
  readonly decision: RoutingDecision;
  readonly endpoints: readonly EndpointState[];
}

/** Decides which endpoints may serve a model (models-and-health.md §14). */
export interface RoutingStrategy {
  /** Pure and cheap: its answers are kept for as long as the fleet does not change. */
  route(question: RoutingQuestion): RoutingAnswer;
}
