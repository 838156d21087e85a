export type { Candidates } from './candidates.js';
export { openAiListing } from './model-listing.js';
export { FleetStore, type StatusReport } from './fleet-store.js';
export * from './profiles/index.js';
export * from './discovery/index.js';
export { RegistryModule } from './registry.module.js';
export { RegistryService } from './registry.service.js';
export {
  Routing,
  type RoutingAnswer,
  type RoutingQuestion,
  type RoutingStrategy,
} from './routing-strategy.js';
export { SurfaceTable } from './surface-table.js';
