import { Injectable } from '@nestjs/common';
import { AppLogger } from '../core/logger.js';
import type { Outcome, OutcomeObserver } from '../core/outcome.js';
import { RequestLogging } from './metrics-settings.js';
import { Observes } from './observes.js';
import { outcomeFacts } from './outcome-facts.js';

/** One line per proxied request, at its end (proxying.md §19). Never bodies, credentials or queries. */
@Injectable()
@Observes()
export class AccessLogObserver implements OutcomeObserver {
  constructor(
    private readonly logger: AppLogger,
    private readonly logging: RequestLogging,
  ) {}

  observe(outcome: Outcome): void {
    switch (outcome.result) {
      case 'refused':
        this.logger.warn('Request rejected', outcomeFacts(outcome));
        return;
      case 'failed':
        this.logger.error('Request failed', outcomeFacts(outcome));
        return;
      default:
        if (this.logging.current.requestLogging)
          this.logger.info(MESSAGE[outcome.result], outcomeFacts(outcome));
    }
  }
}

const MESSAGE = { completed: 'Request completed', cancelled: 'Request cancelled' } as const;
