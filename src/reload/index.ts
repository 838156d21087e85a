export type { Blueprint } from './blueprint.js';
export { type BlueprintPlaces, Blueprints } from './blueprints.js';
export { FleetUpdater } from './fleet-updater.js';
export { Reloader } from './reloader.js';
export { ReloadTriggers } from './triggers.js';
export { ReloadModule, type ReloadSetup } from './reload.module.js';
export type { InForce } from './switchover.js';
