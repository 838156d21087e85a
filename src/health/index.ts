export { HealthModule } from './health.module.js';
export { HealthOptions } from './health-options.js';
export { HealthService } from './health.service.js';
export { ProbeScheduler } from './probe-scheduler.js';
export { Readiness, type ReadyView } from './readiness.js';
export type { StatusListener } from './status-callbacks.js';
export type { BreakerListener, BreakerView } from './traffic-breakers.js';
