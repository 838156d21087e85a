import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { BalancerForesight, BalancerModule, BalancerService, RequestQueue } from '../balancer/index.js';
import { ConfigSource } from '../config/index.js';
import { AppLogger } from '../core/logger.js';
import { HealthModule, HealthService } from '../health/index.js';
import { MetricsModule, OutcomeHub, RequestRecords } from '../metrics/index.js';
import {
  FleetStore,
  LiveProfiles,
  ModelDiscovery,
  RegistryModule,
  RegistryService,
} from '../registry/index.js';
import { ModelLimits, SecurityModule, SizeLimits } from '../security/index.js';
import { ActiveExchanges } from './active-exchanges.js';
import { OllaEngine } from './engines/olla.engine.js';
import { SherpaEngine } from './engines/sherpa.engine.js';
import { RouteExplainer } from './explain/route-explainer.js';
import { CapabilityInspector } from './inspect/capability.inspector.js';
import { ModelInspector } from './inspect/model.inspector.js';
import { LearningObserver } from './learning.observer.js';
import { ModelHealth } from './model-health.js';
import { OllaHeadersInterceptor } from './olla-headers.interceptor.js';
import { Pipeline } from './pipeline.js';
import { ProxyController } from './proxy.controller.js';
import { ProxyPlugins } from './proxy-plugins.js';
import { ProxySettings } from './proxy-settings.js';
import { ProxyService } from './proxy.service.js';
import { UsageReader } from './usage/usage-reader.js';

const settings = {
  provide: ProxySettings,
  inject: [ConfigSource],
  useFactory: (config: ConfigSource): ProxySettings => ({
    get current() {
      return config.current.proxy;
    },
  }),
};

const pipeline = {
  provide: Pipeline,
  inject: [
    RegistryService,
    BalancerService,
    RequestQueue,
    HealthService,
    ProxyPlugins,
    ProxySettings,
    SizeLimits,
    ModelLimits,
    FleetStore,
    ModelDiscovery,
    RequestRecords,
    AppLogger,
  ],
  useFactory: (
    registry: RegistryService,
    balancer: BalancerService,
    queue: RequestQueue,
    health: HealthService,
    plugins: ProxyPlugins,
    proxySettings: ProxySettings,
    sizes: SizeLimits,
    modelLimits: ModelLimits,
    store: FleetStore,
    discovery: ModelDiscovery,
    records: RequestRecords,
    log: AppLogger,
  ) =>
    new Pipeline({
      registry,
      balancer,
      queue,
      health,
      models: new ModelHealth(store, discovery, log),
      engine: () => plugins.engine(),
      inspectors: () => plugins.inspectors(),
      settings: proxySettings,
      modelLimits,
      bodyLimit: () => sizes.body,
      records,
      log,
    }),
};

const service = {
  provide: ProxyService,
  inject: [Pipeline, ActiveExchanges, OutcomeHub, LiveProfiles, ConfigSource, AppLogger],
  useFactory: (
    forward: Pipeline,
    active: ActiveExchanges,
    outcomes: OutcomeHub,
    profiles: LiveProfiles,
    config: ConfigSource,
    log: AppLogger,
  ) =>
    new ProxyService({
      pipeline: forward,
      active,
      outcomes,
      usage: new UsageReader(profiles, log),
      errorFormat: () => config.current.server.errorFormat,
      tracing: config.live.map(({ tracing }) => tracing),
      log,
    }),
};

const explainer = {
  provide: RouteExplainer,
  inject: [RegistryService, BalancerForesight, ProxyPlugins],
  useFactory: (registry: RegistryService, foresight: BalancerForesight, plugins: ProxyPlugins) =>
    new RouteExplainer({ registry, foresight, inspectors: () => plugins.inspectors() }),
};

/** The request path: one wildcard controller, the pipeline, the two engines. */
@Module({
  imports: [DiscoveryModule, RegistryModule, HealthModule, BalancerModule, MetricsModule, SecurityModule],
  controllers: [ProxyController],
  providers: [
    settings,
    ProxyPlugins,
    ModelInspector,
    CapabilityInspector,
    LearningObserver,
    OllaEngine,
    SherpaEngine,
    OllaHeadersInterceptor,
    ActiveExchanges,
    pipeline,
    service,
    explainer,
  ],
  exports: [ProxyService, ActiveExchanges, RouteExplainer],
})
export class ProxyModule {}
