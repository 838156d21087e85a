import { QueryFlag } from './fields.js';

/** `?persist=`: where a change goes. */
export class PersistQuery {
  @QueryFlag({
    description:
      'Whether the change is also written to the configuration file, comments kept; `false` by default',
  })
  readonly persist?: boolean;
}
