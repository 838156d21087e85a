import { AtMost, Count, Flag } from '../schema/index.js';

/** For those who look after Olla itself. */
export class EngineeringConfig {
  /** Whether figures of the run time are logged at the end. */
  @Flag()
  readonly showNerdstats: boolean = false;

  /** Whether a change of the file is taken over while Olla runs. */
  @Flag()
  readonly watchConfig: boolean = false;

  /** Requests that are remembered after their end, with what was weighed and tried for them; 0 = none. */
  @Count()
  @AtMost(100_000, 'must be at most 100000, got $value')
  readonly requestHistory: number = 200;
}
