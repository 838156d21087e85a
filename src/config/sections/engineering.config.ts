import { Flag } from '../schema/index.js';

/** For those who look after Olla itself. */
export class EngineeringConfig {
  /** Whether figures of the run time are logged at the end. */
  @Flag()
  readonly showNerdstats: boolean = false;

  /** Whether a change of the file is taken over while Olla runs. */
  @Flag()
  readonly watchConfig: boolean = false;
}
