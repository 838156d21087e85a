import { Injectable } from '@nestjs/common';
import {
  Routing,
  type RoutingAnswer,
  type RoutingQuestion,
  type RoutingStrategy,
} from './routing-strategy.js';

/** Only an endpoint that has the model may serve it (models-and-health.md §14.1, rows 1 to 3). */
@Injectable()
@Routing('strict')
export class StrictRouting implements RoutingStrategy {
  route({ candidates, holders }: RoutingQuestion): RoutingAnswer {
    if (holders.length === 0) return rejected(404, 'model_not_found');
    const having = new Set(holders.map((state) => state.endpoint.url));
    const endpoints = candidates.filter((state) => having.has(state.endpoint.url));
    if (endpoints.length === 0) return rejected(503, 'model_unavailable');
    return {
      decision: { strategy: 'strict', action: 'routed', status: 200, reason: 'model_found' },
      endpoints,
    };
  }
}

const rejected = (status: number, reason: string): RoutingAnswer => ({
  decision: { strategy: 'strict', action: 'rejected', status, reason },
  endpoints: [],
});
