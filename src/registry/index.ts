export { type Candidates, ModelNames } from './selection/index.js';
export * from './listings/index.js';
export {
  type LoadAnswer,
  LoadPoller,
  type LoadQuestion,
  type LoadReader,
  type LoadReading,
  ReadsLoad,
} from './load-state/index.js';
export { type LoadOrder, LoadsModels, type ModelLoader, ModelLoading } from './model-loading/index.js';
export { FleetStore, type StatusReport } from './fleet-store.js';
export * from './policies/index.js';
export * from './profiles/index.js';
export * from './discovery/index.js';
export { RegistryModule } from './registry.module.js';
export { type Absence, RegistryService } from './registry.service.js';
export * from './routing/index.js';
export * from './aliases/index.js';
export * from './catalogue/index.js';
export { LiveSurfaces } from './live-surfaces.js';
export { SurfaceTable } from './surface-table.js';
export * from './sources/index.js';
