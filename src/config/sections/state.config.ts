import { Text } from '../schema/index.js';

/** What outlives a restart. */
export class StateConfig {
  /** Folder for what was learned of endpoints and models; empty means that nothing is kept. */
  @Text()
  readonly dir: string = '';
}
