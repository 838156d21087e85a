import type { KnownNames } from '../../config/index.js';

/** Names that Olla brings itself: what a configuration may use where no extension adds to them. */
export const builtInNames: KnownNames = {
  engines: ['olla', 'sherpa'],
  loadBalancers: ['expected-wait', 'least-connections', 'priority', 'round-robin'],
  authenticators: ['none', 'keys', 'jwt'],
};
