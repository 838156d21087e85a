import { Injectable } from '@nestjs/common';
import type { Outcome, OutcomeObserver } from '../core/outcome.js';
import { CallerLimiter, ModelLimits, tokensOf } from '../security/index.js';
import { Observes } from './observes.js';

/** Counts the tokens of each answer against the limits of its caller and its model, where there are any. */
@Injectable()
@Observes()
export class TokenUseObserver implements OutcomeObserver {
  constructor(
    private readonly callers: CallerLimiter,
    private readonly models: ModelLimits,
  ) {}

  observe(outcome: Outcome): void {
    const caller = outcome.caller === undefined ? undefined : this.callers.tokenMeter(outcome.caller);
    const model = outcome.model === undefined ? undefined : this.models.tokenMeter(outcome.model);
    if (!caller && !model) return;
    const tokens = tokensOf(outcome);
    const now = Date.now();
    caller?.countTokens(tokens, now);
    model?.countTokens(tokens, now);
  }
}
