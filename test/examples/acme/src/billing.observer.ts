import { Injectable } from '@nestjs/common';
import { Observes, type Outcome, type OutcomeObserver } from 'olla';

/** What one caller owes for. */
export interface Bill {
  requests: number;
  tokens: number;
}

/** Counts what callers have used. Requests that Olla or its backends could not serve cost nothing. */
@Injectable()
@Observes()
export class BillingObserver implements OutcomeObserver {
  readonly bills = new Map<string, Bill>();

  observe({ caller, result, status, usage }: Outcome): void {
    if (!caller || result !== 'completed' || status >= 400) return;
    const bill = this.bills.get(caller) ?? { requests: 0, tokens: 0 };
    bill.requests++;
    bill.tokens += usage?.totalTokens ?? (usage?.inputTokens ?? 0) + (usage?.outputTokens ?? 0);
    this.bills.set(caller, bill);
  }
}
