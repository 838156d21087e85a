import { Controller, Get } from '@nestjs/common';
import { AdminOnly } from 'olla';
import { type Bill, BillingObserver } from './billing.observer.js';

/** Acme's own page for its accountants, behind the same door as Olla's admin API. */
@Controller('acme/billing')
@AdminOnly()
export class BillingController {
  constructor(private readonly billing: BillingObserver) {}

  @Get()
  bills(): Record<string, Bill> {
    return Object.fromEntries(this.billing.bills);
  }
}
