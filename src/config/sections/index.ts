export {
  AccessConfig,
  AccessKeyConfig,
  CallerLimitsConfig,
  JwtClaimsConfig,
  JwtConfig,
} from './access.config.js';
export { AdminConfig, AdminTokenConfig } from './admin.config.js';
export { CorsConfig } from './cors.config.js';
export { AccessPolicyConfig, DashboardConfig } from './dashboard.config.js';
export { DiscoveryConfig, StaticDiscoveryConfig } from './discovery.config.js';
export { EndpointAuthConfig } from './endpoint-auth.config.js';
export { EndpointTlsConfig } from './endpoint-tls.config.js';
export { EndpointConfig } from './endpoint.config.js';
export { EngineeringConfig } from './engineering.config.js';
export { CircuitBreakerConfig, PoolConfig, RetryConfig } from './failure-handling.config.js';
export { LimitsConfig, ModelLimitConfig } from './limits.config.js';
export { LoggingConfig } from './logging.config.js';
export { ModelDiscoveryConfig } from './model-discovery.config.js';
export {
  ModelRegistryConfig,
  RoutingOptionsConfig,
  RoutingStrategyConfig,
  UnificationConfig,
} from './model-registry.config.js';
export { ModelPolicyConfig } from './model-policy.config.js';
export { NameFilterConfig } from './name-filter.config.js';
export { OllaConfig, type Origin } from './olla.config.js';
export { ProxyConfig } from './proxy.config.js';
export { PRIVATE_NETWORKS, RateLimitsConfig } from './rate-limits.config.js';
export { RequestLimitsConfig } from './request-limits.config.js';
export { ServerConfig } from './server.config.js';
export { StickySessionsConfig } from './sticky-sessions.config.js';
export { AnthropicConfig, InspectorConfig, TranslatorsConfig } from './translators.config.js';
export { StateConfig } from './state.config.js';
export { TracingConfig } from './tracing.config.js';
