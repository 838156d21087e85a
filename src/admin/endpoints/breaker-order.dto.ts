import { ChoiceField } from '../http/fields.js';

/** How a breaker shall be. */
export class BreakerOrderDto {
  @ChoiceField({
    of: ['open', 'closed'],
    required: true,
    description:
      'An open one lets a trial through after `proxy.circuit_breaker.open_for`; drain what is to stay away',
  })
  readonly state!: 'open' | 'closed';
}
