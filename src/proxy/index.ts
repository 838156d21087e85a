export { ActiveExchanges } from './active-exchanges.js';
export { Attempt } from './attempt.js';
export { type EndpointVerdict, RouteExplainer, type RouteExplanation } from './explain/route-explainer.js';
export { type Inspector, Inspects } from './inspect/inspector.js';
export { Engine, type ProxyEngine } from './proxy-engine.js';
export { ProxyModule } from './proxy.module.js';
export { ProxyService } from './proxy.service.js';
