export { AdminModule } from './admin.module.js';
export { AuditLog, type AuditRecord } from './audit/audit-log.js';
export { EventStream, eventText } from './events/event-stream.js';
export { FleetEvents, type NumberedNews } from './events/fleet-events.js';
export { ProblemFilter } from './http/problem.filter.js';
export { AdminOnly } from './http/admin-controller.decorator.js';
export { AdminGuard } from './http/admin.guard.js';
