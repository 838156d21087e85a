import { Injectable } from '@nestjs/common';
import { AppLogger } from '../../core/logger.js';
import type { Outcome, OutcomeObserver } from '../../core/outcome.js';
import { Observes } from '../observes.js';
import { accessRecord } from './access-record.js';
import { outcomeFacts } from './outcome-facts.js';
import { outcomeTimings } from './outcome-timings.js';
import { RequestRecords } from './request-records.js';

/**
 * Two lines per proxied request, at its end: how it went, for people, and the access record, for machines
 * (proxying.md §19, http-api.md §17). Never bodies or credentials.
 */
@Injectable()
@Observes()
export class AccessLogObserver implements OutcomeObserver {
  constructor(
    private readonly logger: AppLogger,
    private readonly records: RequestRecords,
  ) {}

  observe(outcome: Outcome): void {
    const { wanted } = this.records;
    this.#tell(outcome, wanted);
    if (this.records.detailed && outcome.attempts.length > 0)
      this.logger.debug('Request metrics', { ...outcomeFacts(outcome), ...outcomeTimings(outcome) });
    if (wanted) this.logger.info('Access log', accessRecord(outcome, outcome.target ?? outcome.path));
  }

  #tell(outcome: Outcome, wanted: boolean): void {
    switch (outcome.result) {
      case 'refused':
        // Whoever refuses at the door says so itself.
        if (!outcome.atTheDoor) this.logger.warn('Request rejected', outcomeFacts(outcome));
        return;
      case 'failed':
        this.logger.error('Request failed', { ...outcomeFacts(outcome), ...outcomeTimings(outcome) });
        return;
      default:
        if (wanted) this.logger.info(MESSAGE[outcome.result], outcomeFacts(outcome));
    }
  }
}

const MESSAGE = { completed: 'Request completed', cancelled: 'Request cancelled' } as const;
