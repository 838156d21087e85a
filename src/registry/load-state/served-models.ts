import type { EndpointState } from '../../core/endpoint.js';
import type { LoadReading } from './load-reader.js';

/**
 * For servers that hold whatever they serve: their listed models as residents. Nothing as long as their
 * list is not known.
 */
export function served(
  { models }: Pick<EndpointState, 'models'>,
  state: 'loaded' | 'loading' = 'loaded',
): Pick<LoadReading, 'residents'> {
  return models.length === 0 ? {} : { residents: models.map(({ name }) => ({ name, state })) };
}

/** What is known of such a server when it tells nothing else of itself: that it runs, so its models are there. */
export function servedAlone(state: Pick<EndpointState, 'models'>): LoadReading | undefined {
  if (state.models.length === 0) return undefined;
  return { source: '/v1/models', ...served(state), seldom: true };
}
