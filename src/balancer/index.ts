export { BalancerModule } from './balancer.module.js';
export { BalancerService, type BalancerSettings } from './balancer.service.js';
export type { Selection } from './queue/placement.js';
export { type QueueState, RequestQueue } from './queue/request-queue.js';
export { type BalancingStrategy, Strategy } from './balancing-strategy.js';
export { type StickySession, StickySessions } from './sticky-sessions.js';
export { BalancerForesight, type Foresight, type Hindrance, type Prospect } from './foresight.js';
export { FactLearner } from './expected-wait/fact-learner.js';
