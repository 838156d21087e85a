export * from './access/index.js';
export {
  AccessPolicy,
  type AccessPolicySettings,
  CONFIG_KEY,
  type PolicyReason,
  refusalText,
} from './access-policy.js';
export { normaliseAddress } from './address.js';
export { clientAddress } from './client-address.js';
export { ClientAddresses } from './client-addresses.js';
export { type LimitSettings, type RateLimits, type RequestLimits, ServerLimits } from './limit-settings.js';
export type { LimitedRequest } from './limited-request.js';
export { CallerLimiter } from './limits/caller-limiter.js';
export {
  type Gauge,
  LIMIT_KINDS,
  type Limited,
  type LimitKind,
  type LimitName,
  type LimitSource,
  LimitsView,
} from './limits/limits-view.js';
export { MinuteQuota } from './limits/minute-quota.js';
export { type ModelDirectory, ModelLimits } from './limits/model-limits.js';
export type { ModelUse } from './limits/model-use.js';
export { tokensOf } from './limits/token-count.js';
export { hostName } from './host-name.js';
export { InternalGate, type InternalGateSettings } from './internal-gate.js';
export { RateLimitGuard } from './limits/rate-limit.guard.js';
export { bodyLimit, effectiveHeaderLimit } from './request-size.js';
export { SecurityModule } from './security.module.js';
export { SizeLimitGuard } from './size-limit.guard.js';
export { SizeLimits } from './size-limits.js';
export { TrustedProxies } from './trusted-proxies.js';
export { type Violation, type ViolationCounts, Violations } from './violations.js';
