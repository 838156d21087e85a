import { Injectable } from '@nestjs/common';
import { ConfigSource } from '../../config/index.js';
import { answersOf } from './answers.js';
import {
  Routing,
  type RoutingAnswer,
  type RoutingQuestion,
  type RoutingStrategy,
} from './routing-strategy.js';

const { routed, fallback, rejected } = answersOf('discovery');

/**
 * A model that nobody can serve is looked for anew before anybody is turned away, if
 * `discovery_refresh_on_miss` says so (models-and-health.md §14.1, rows 11 to 20, and §14.2).
 *
 * Row 16, an unreadable list of endpoints, cannot come to pass: the list is in memory.
 */
@Injectable()
@Routing('discovery')
export class DiscoveryRouting implements RoutingStrategy {
  constructor(private readonly config: ConfigSource) {}

  route({ candidates, having, refresh }: RoutingQuestion): RoutingAnswer {
    if (having.length > 0) return routed(refresh ? 'model_found' : 'model_found_no_refresh', having);
    const { discoveryRefreshOnMiss, fallbackBehavior } =
      this.config.current.modelRegistry.routingStrategy.options;
    if (refresh === 'done') return afterRefresh(candidates, fallbackBehavior);
    const standing = withoutRefresh(candidates, fallbackBehavior);
    if (refresh === 'failed') return standing;
    return discoveryRefreshOnMiss
      ? { ...standing, wantsRefresh: true }
      : rejected('model_unavailable_no_refresh');
  }
}

type Candidates = RoutingQuestion['candidates'];

/** Rows 13 to 15: nobody knows whether the model is there by now. */
function withoutRefresh(candidates: Candidates, behavior: string): RoutingAnswer {
  if (behavior === 'all') return fallback('discovery_failed_all_fallback', candidates);
  return rejected(behavior === 'none' ? 'discovery_failed_no_fallback' : 'discovery_failed_compatible_only');
}

/** Rows 17 to 19: the model is not there. */
function afterRefresh(candidates: Candidates, behavior: string): RoutingAnswer {
  if (candidates.length === 0) return rejected('no_healthy_after_discovery');
  if (behavior === 'all') return fallback('all_healthy_after_discovery', candidates);
  return rejected('model_unavailable_after_discovery');
}
