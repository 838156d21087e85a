import type { EndpointState } from '../../core/endpoint.js';
import type { Exchange } from '../../core/exchange.js';
import type { EndpointVerdict } from '../../proxy/index.js';

type Why = NonNullable<EndpointVerdict['why']>;

/** Why, in a sentence for the person who asks. */
export function reasonFor({ verdict, why, state }: EndpointVerdict, exchange: Exchange): string {
  if (why !== undefined) return WHY[why](state, exchange);
  if (verdict === 'chosen') return 'it is asked first';
  if (verdict === 'possible') return 'the strategy picks among it and its like at the time';
  return state.demotedAt > 0
    ? 'its last request failed: it is asked when nobody else is left'
    : 'it is asked when those before it fail';
}

const WHY: Readonly<Record<Why, (state: EndpointState, exchange: Exchange) => string>> = {
  draining: () => 'it is drained: it finishes what it has and gets nothing new',
  status: ({ status }) => `it is ${status}`,
  route: (_, { scope }) => `it is no server of the kind "${scope.provider}" that the path asks for`,
  path: (_, { path }) => `servers of its kind do not answer ${path}`,
  model: (_, { model }) => `it does not have the model "${model}"`,
  policy: (_, { model }) => `the policy of the model "${model}" keeps it away (models)`,
  capability: (_, { needs }) => `it has nothing that can do what the request needs: ${needs.join(', ')}`,
  caller: () => 'the key is not for it',
  max_concurrent: ({ endpoint, load }) =>
    `it answers ${load.inFlight} of the ${endpoint.maxConcurrent} requests that it may at once`,
  requests_per_minute: ({ endpoint }) => `its ${endpoint.requestsPerMinute} requests per minute are used up`,
  profile_limit: ({ load }) => `it answers ${load.inFlight} requests: as many as its profile finds sensible`,
  held: ({ load }) => `it asked to be left alone until ${new Date(load.heldUntil).toISOString()}`,
  breaker: () => 'its circuit breaker is open',
  strategy: () => 'the strategy does not admit it for this request',
};
