import type { EndpointState } from '../../core/endpoint.js';
import type { RoutingAnswer } from './routing-strategy.js';

/** The answers that one strategy gives; each is one row of the table in models-and-health.md §14.1. */
export function answersOf(strategy: string) {
  return {
    /** These have the model. */
    routed: (reason: string, endpoints: readonly EndpointState[]): RoutingAnswer => ({
      decision: { strategy, action: 'routed', status: 200, reason },
      endpoints,
    }),
    /** These may serve although they are not known to have the model. */
    fallback: (reason: string, endpoints: readonly EndpointState[]): RoutingAnswer => ({
      decision: { strategy, action: 'fallback', status: 200, reason },
      endpoints,
    }),
    /** Nobody may serve. A model that nobody has is not found; anything else may be otherwise later. */
    rejected: (reason: string): RoutingAnswer => ({
      decision: { strategy, action: 'rejected', status: reason === 'model_not_found' ? 404 : 503, reason },
      endpoints: [],
    }),
  };
}
