export { DiscoveryRouting } from './discovery.routing.js';
export { OptimisticRouting } from './optimistic.routing.js';
export { RoutingStrategies } from './routing-strategies.js';
export {
  type Refresh,
  Routing,
  type RoutingAnswer,
  type RoutingQuestion,
  type RoutingStrategy,
} from './routing-strategy.js';
export { StrictRouting } from './strict.routing.js';
