import { Live } from '../core/live.js';
import type {
  AccessConfig,
  AdminConfig,
  DashboardConfig,
  DiscoveryConfig,
  EngineeringConfig,
  LimitsConfig,
  LoggingConfig,
  ModelRegistryConfig,
  OllaConfig,
  ProxyConfig,
  ServerConfig,
  TracingConfig,
  TranslatorsConfig,
} from './sections/index.js';

/** Tokens and types of the sections: a constructor that takes one tells what it depends on. */
export abstract class LiveServerConfig extends Live<ServerConfig> {}
export abstract class LiveProxyConfig extends Live<ProxyConfig> {}
export abstract class LiveDiscoveryConfig extends Live<DiscoveryConfig> {}
export abstract class LiveModelRegistryConfig extends Live<ModelRegistryConfig> {}
export abstract class LiveModelAliases extends Live<OllaConfig['modelAliases']> {}
export abstract class LiveTranslatorsConfig extends Live<TranslatorsConfig> {}
export abstract class LiveDashboardConfig extends Live<DashboardConfig> {}
export abstract class LiveLoggingConfig extends Live<LoggingConfig> {}
export abstract class LiveEngineeringConfig extends Live<EngineeringConfig> {}
export abstract class LiveTracingConfig extends Live<TracingConfig> {}
export abstract class LiveAccessConfig extends Live<AccessConfig> {}
export abstract class LiveLimitsConfig extends Live<LimitsConfig> {}
export abstract class LiveAdminConfig extends Live<AdminConfig> {}
