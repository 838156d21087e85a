import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { ConfigSource } from '../config/index.js';
import { profileOf } from '../core/endpoint.js';
import { HealthModule, HealthService } from '../health/index.js';
import { ProfileCatalogue, RegistryModule } from '../registry/index.js';
import { BalancerService } from './balancer.service.js';
import { LeastConnectionsStrategy } from './least-connections.strategy.js';
import { PriorityStrategy } from './priority.strategy.js';
import { RoundRobinStrategy } from './round-robin.strategy.js';
import { StickySessions } from './sticky-sessions.js';
import { Strategies } from './strategies.js';
import { StickyPurge } from './sticky-purge.js';

const sessions = {
  provide: StickySessions,
  inject: [ConfigSource],
  useFactory: (config: ConfigSource) => new StickySessions(() => config.current.proxy.stickySessions),
};

const service = {
  provide: BalancerService,
  inject: [ConfigSource, Strategies, HealthService, StickySessions, ProfileCatalogue],
  useFactory: (
    config: ConfigSource,
    strategies: Strategies,
    health: HealthService,
    stickySessions: StickySessions,
    profiles: ProfileCatalogue,
  ) =>
    new BalancerService(
      () => config.current.proxy,
      () => strategies.current(),
      health,
      stickySessions,
      (endpoint) => profiles.byNameOrGeneric(profileOf(endpoint))?.maxConcurrent ?? Infinity,
    ),
};

/** Who gets the next attempt: strategies, sticky sessions. */
@Module({
  imports: [DiscoveryModule, RegistryModule, HealthModule],
  providers: [
    PriorityStrategy,
    RoundRobinStrategy,
    LeastConnectionsStrategy,
    Strategies,
    StickyPurge,
    sessions,
    service,
  ],
  exports: [BalancerService, StickySessions],
})
export class BalancerModule {}
