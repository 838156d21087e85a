import { Injectable } from '@nestjs/common';
import { answersOf } from './answers.js';
import {
  Routing,
  type RoutingAnswer,
  type RoutingQuestion,
  type RoutingStrategy,
} from './routing-strategy.js';

const { routed, rejected } = answersOf('strict');

/** Only an endpoint that has the model may serve it (models-and-health.md §14.1, rows 1 to 3). */
@Injectable()
@Routing('strict')
export class StrictRouting implements RoutingStrategy {
  route({ having, known }: RoutingQuestion): RoutingAnswer {
    if (having.length > 0) return routed('model_found', having);
    return rejected(known ? 'model_unavailable' : 'model_not_found');
  }
}
