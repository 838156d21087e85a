import { Injectable } from '@nestjs/common';
import { ConfigSource } from '../../config/index.js';
import { answersOf } from './answers.js';
import {
  Routing,
  type RoutingAnswer,
  type RoutingQuestion,
  type RoutingStrategy,
} from './routing-strategy.js';

const { routed, fallback, rejected } = answersOf('optimistic');

/**
 * Endpoints that have the model if any can serve, and otherwise whom `fallback_behavior` allows
 * (models-and-health.md §14.1, rows 4 to 10).
 */
@Injectable()
@Routing('optimistic')
export class OptimisticRouting implements RoutingStrategy {
  constructor(private readonly config: ConfigSource) {}

  route({ candidates, having, known }: RoutingQuestion): RoutingAnswer {
    if (having.length > 0) return routed('model_found', having);
    const { fallbackBehavior } = this.config.current.modelRegistry.routingStrategy.options;
    if (fallbackBehavior === 'all') {
      return fallback(known ? 'all_healthy_fallback' : 'model_not_found_fallback', candidates);
    }
    if (!known) return rejected('model_not_found');
    return rejected(
      fallbackBehavior === 'none' ? 'model_unavailable_no_fallback' : 'model_unavailable_compatible_only',
    );
  }
}
