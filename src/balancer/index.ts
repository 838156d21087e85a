export { BalancerModule } from './balancer.module.js';
export { BalancerService, type BalancerSettings, type Selection } from './balancer.service.js';
export { type BalancingStrategy, Strategy } from './balancing-strategy.js';
export { type StickySession, StickySessions } from './sticky-sessions.js';
export { BalancerForesight, type Foresight, type Hindrance, type Prospect } from './foresight.js';
export { FactLearner } from './expected-wait/fact-learner.js';
