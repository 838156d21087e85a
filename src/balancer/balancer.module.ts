import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { ConfigSource } from '../config/index.js';
import { type Endpoint, type EndpointState, profileOf } from '../core/endpoint.js';
import type { Exchange } from '../core/exchange.js';
import { modelKey } from '../core/residency.js';
import { HealthModule, HealthService } from '../health/index.js';
import { FleetStore, LivePolicies, LiveProfiles, RegistryModule } from '../registry/index.js';
import { LimitsView, SecurityModule } from '../security/index.js';
import { BalancerService } from './balancer.service.js';
import { CopyKeeper } from './copies/copy-keeper.js';
import { CopyService } from './copies/copies.service.js';
import { EndpointLimits } from './endpoint-limits.js';
import { ExpectedWaitStrategy } from './expected-wait/expected-wait.strategy.js';
import { FactBook } from './expected-wait/fact-book.js';
import { FactKeeper } from './expected-wait/fact-keeper.js';
import { FactLearner } from './expected-wait/fact-learner.js';
import { usualSlots } from './expected-wait/usual-slots.js';
import { BalancerForesight } from './foresight.js';
import { LeastConnectionsStrategy } from './least-connections.strategy.js';
import { PriorityStrategy } from './priority.strategy.js';
import { RequestQueue } from './queue/request-queue.js';
import { RoundRobinStrategy } from './round-robin.strategy.js';
import { StickySessions } from './sticky-sessions.js';
import { Strategies } from './strategies.js';
import { StickyPurge } from './sticky-purge.js';

const sessions = {
  provide: StickySessions,
  inject: [ConfigSource],
  useFactory: (config: ConfigSource) => new StickySessions(() => config.current.proxy.stickySessions),
};

const facts = {
  provide: FactBook,
  inject: [FleetStore, LiveProfiles, LivePolicies],
  useFactory: (store: FleetStore, profiles: LiveProfiles, policies: LivePolicies) =>
    new FactBook(
      () => store.fleet.endpoints,
      usualSlots(profileLimit(profiles)),
      () => policies.current,
    ),
};

const limits = {
  provide: EndpointLimits,
  inject: [FleetStore, LimitsView],
  useFactory: (store: FleetStore, view: LimitsView) => {
    const endpointLimits = new EndpointLimits(store);
    view.add(endpointLimits);
    return endpointLimits;
  },
};

const service = {
  provide: BalancerService,
  inject: [ConfigSource, Strategies, HealthService, StickySessions, LiveProfiles, EndpointLimits],
  useFactory: (
    config: ConfigSource,
    strategies: Strategies,
    health: HealthService,
    stickySessions: StickySessions,
    profiles: LiveProfiles,
    endpointLimits: EndpointLimits,
  ) =>
    new BalancerService(
      () => config.current.proxy,
      () => strategies.current(),
      health,
      stickySessions,
      profileLimit(profiles),
      endpointLimits,
    ),
};

const queue = {
  provide: RequestQueue,
  inject: [BalancerService, ConfigSource, Strategies, CopyService],
  useFactory: (
    balancer: BalancerService,
    config: ConfigSource,
    strategies: Strategies,
    copies: CopyService,
  ) => {
    const requestQueue = new RequestQueue({
      balancer,
      settings: () => config.current.proxy.queue,
      knowsSlots: () => strategies.current().waitsFor !== undefined,
      order: (on, exchange) => {
        const model = nativeName(on, exchange);
        if (!copies.canLoad(on, model)) return false;
        void copies.load(on, model, 'waiting');
        return true;
      },
    });
    copies.onChange(() => requestQueue.look());
    return requestQueue;
  },
};

const foresight = {
  provide: BalancerForesight,
  inject: [
    BalancerService,
    ConfigSource,
    Strategies,
    HealthService,
    StickySessions,
    LiveProfiles,
    EndpointLimits,
  ],
  useFactory: (
    balancer: BalancerService,
    config: ConfigSource,
    strategies: Strategies,
    health: HealthService,
    stickySessions: StickySessions,
    profiles: LiveProfiles,
    endpointLimits: EndpointLimits,
  ) =>
    new BalancerForesight({
      balancer,
      settings: () => config.current.proxy,
      strategy: () => strategies.current(),
      health,
      sessions: stickySessions,
      profileLimitOf: profileLimit(profiles),
      limits: endpointLimits,
    }),
};

/** What an endpoint calls the model of a request. */
const nativeName = ({ endpoint, models }: EndpointState, { names, model }: Exchange): string => {
  const name = names?.get(endpoint.url) ?? model;
  return models.find((listed) => modelKey(listed.name) === modelKey(name))?.name ?? name;
};

/** How many requests at once the profile of an endpoint finds sensible. */
const profileLimit =
  (profiles: LiveProfiles) =>
  (endpoint: Endpoint): number =>
    profiles.current.byNameOrGeneric(profileOf(endpoint))?.maxConcurrent ?? Infinity;

/** Who gets the next attempt: strategies, sticky sessions. */
@Module({
  imports: [DiscoveryModule, RegistryModule, HealthModule, SecurityModule],
  providers: [
    PriorityStrategy,
    RoundRobinStrategy,
    LeastConnectionsStrategy,
    ExpectedWaitStrategy,
    FactLearner,
    FactKeeper,
    CopyService,
    CopyKeeper,
    facts,
    Strategies,
    StickyPurge,
    sessions,
    limits,
    service,
    queue,
    foresight,
  ],
  exports: [
    BalancerForesight,
    BalancerService,
    CopyService,
    FactBook,
    FactLearner,
    RequestQueue,
    StickySessions,
  ],
})
export class BalancerModule {}
