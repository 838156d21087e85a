/**
 * What companies build on: ports to implement, services to inject, and `OllaModule` to embed. Everything that is
 * exported here keeps its meaning within a major version, and what is added to a port is optional within it;
 * everything else in the package may change with any release. `src/extensions/README.md` says how to write an
 * extension and what happens when one fails.
 *
 * @packageDocumentation
 */

// Embedding
export { ollaAdapter } from './app/olla-adapter.js';
export { OllaModule, type OllaOptions } from './olla.module.js';

// Ports: implement one, mark it, put it into a module that `extensions:` names
export { type BalancingStrategy, Strategy } from './balancer/index.js';
export { type Inspector, Inspects, Engine, type ProxyEngine, type Attempt } from './proxy/index.js';
export { Observes } from './metrics/index.js';
export type { AttemptRecord, Outcome, OutcomeObserver, Result, Usage } from './core/outcome.js';
export {
  type EndpointSource,
  type JsonObject,
  type LoadAnswer,
  type LoadQuestion,
  type LoadReader,
  type LoadReading,
  type ModelListParser,
  Parses,
  ReadsLoad,
  Routing,
  type RoutingAnswer,
  type RoutingQuestion,
  type RoutingStrategy,
  Source,
} from './registry/index.js';
export { Authenticates, type Authenticator, type Credentials } from './security/index.js';

// What ports are handed
export type { Caller, CallerLimits } from './core/caller.js';
export type { Endpoint, EndpointState, EndpointStatus } from './core/endpoint.js';
export type { Exchange, Need, RoutingDecision } from './core/exchange.js';
export type { Fleet, FleetEvent, ModelHolder } from './core/fleet.js';
export type { Load } from './core/load.js';
export type { Model, ModelDetails } from './core/model.js';
export type { Operation } from './core/operation.js';
export type { Dialect, Scope } from './core/surface.js';

// Errors that a port may throw: each becomes an answer in the client's dialect
export { OllaError, type OllaErrorCode } from './core/olla-error.js';
export {
  BadRequestError,
  ForbiddenError,
  NotFoundError,
  RateLimitedError,
  UnauthenticatedError,
} from './core/client-errors.js';

// Company controllers behind the same door as the admin API
export { AdminGuard, AdminOnly } from './admin/index.js';

// Services to inject, by their class, in extensions and in a host application
export { AppLogger, type Logger } from './core/logger.js';
export { Live } from './core/live.js';
export {
  ConfigControl,
  ConfigError,
  ConfigSource,
  EndpointConfig,
  OllaConfig,
  type ReloadReport,
} from './config/index.js';
export { FleetStore, ModelDiscovery, RegistryService } from './registry/index.js';
export { HealthService } from './health/index.js';
export { BalancerService } from './balancer/index.js';
export { ProxyService } from './proxy/index.js';
export { StatsService } from './metrics/index.js';
