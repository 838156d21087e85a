import { Injectable } from '@nestjs/common';
import { FactLearner } from '../balancer/index.js';
import type { Outcome, OutcomeObserver } from '../core/outcome.js';
import { Observes } from '../metrics/index.js';

/** Tells the balancer how its expectations turned out. */
@Injectable()
@Observes()
export class LearningObserver implements OutcomeObserver {
  constructor(private readonly learner: FactLearner) {}

  observe(outcome: Outcome): void {
    if (outcome.forecast) this.learner.learn(outcome);
  }
}
