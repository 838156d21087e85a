import { QueryWhole, TextField } from '../http/fields.js';

/** Which models are wanted, and how many. */
export class ModelsQuery {
  @TextField({ max: 256, description: 'Name of an endpoint: only models that it lists' })
  readonly endpoint?: string;

  @TextField({ max: 256, description: 'Part of a name, in any letter case' })
  readonly name?: string;

  @QueryWhole({ min: 1, max: 10_000, description: 'How many; 1000 by default' })
  readonly limit?: number;

  @QueryWhole({ max: 1_000_000_000, description: 'How many to leave out at the beginning' })
  readonly offset?: number;
}
