import type { Endpoint } from '../../core/endpoint.js';
import { summaryOf } from './discovery-failure.js';

/** One endpoint of a run, and why it could not be listed. */
export interface RunOutcome {
  readonly endpoint: Endpoint;
  readonly error: unknown;
}

/** All that went wrong in a run, as one error. */
export function runFailure(failed: readonly RunOutcome[]): AggregateError {
  const told = failed.map(({ endpoint: { name }, error }) => `${name}: ${summaryOf(error)}`).join('; ');
  return new AggregateError(
    failed.map(({ error }) => error),
    `discovery failed: ${told}`,
  );
}
