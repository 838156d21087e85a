import {
  Injectable,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
  type OnModuleInit,
} from '@nestjs/common';
import { DiscoveryService, HttpAdapterHost, ModuleRef } from '@nestjs/core';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import type { Server } from 'node:http';
import { ConfigSource } from '../config/index.js';
import { AppLogger } from '../core/logger.js';
import { ProbeScheduler, Readiness } from '../health/index.js';
import { ActiveExchanges } from '../proxy/index.js';
import { FleetStore, LoadPoller, ModelDiscovery, StaleModels } from '../registry/index.js';
import { Blueprints, FleetUpdater, ReloadTriggers } from '../reload/index.js';
import { gateOf } from './edge.js';
import { meetTheFleet } from './fleet-startup.js';
import { namesFound } from './names-found.js';
import { type Service, Services } from './services.js';
import { drain, turnAway } from './shutdown.js';
import { securityFacts } from './start-records.js';

/**
 * Everything that runs beside requests, in the order of configuration.md §14 and §15, whoever created the
 * application: it begins before the port opens and ends after the last request.
 */
@Injectable()
export class OllaRuntime implements OnModuleInit, OnApplicationBootstrap, OnModuleDestroy {
  readonly #services: Services;
  #stopping: Promise<number> | undefined;
  #cut = 0;

  constructor(
    private readonly modules: ModuleRef,
    private readonly adapters: HttpAdapterHost<FastifyAdapter>,
    private readonly config: ConfigSource,
    private readonly discovery: DiscoveryService,
    private readonly blueprints: Blueprints,
    private readonly log: AppLogger,
  ) {
    this.#services = new Services(this.#inOrder(), log);
  }

  onModuleInit(): void {
    this.blueprints.know(namesFound(this.discovery));
    this.adapters.httpAdapter.getInstance().addHook('onRequest', gateOf(this.modules).onRequest);
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.#services.start(this.config.current.server.shutdownTimeout);
  }

  async onModuleDestroy(): Promise<void> {
    await this.stop();
  }

  /** Requests under way. */
  get active(): number {
    return this.modules.get(ActiveExchanges, { strict: false }).size;
  }

  /** Drains, then ends what runs beside requests; may be called again. @returns how many requests had to be cut */
  stop(): Promise<number> {
    return (this.#stopping ??= this.#stop());
  }

  async #stop(): Promise<number> {
    const { shutdownDelay, shutdownTimeout } = this.config.current.server;
    // Whoever never listened was never announced.
    await turnAway(this.#get(Readiness), this.#server.listening ? shutdownDelay : 0, this.log);
    await this.#services.stop(shutdownTimeout);
    return this.#cut;
  }

  #inOrder(): Service[] {
    return [
      { name: 'stats' },
      { name: 'security', start: () => this.#tellLimits() },
      { name: 'discovery', start: () => this.#discover(), stop: () => this.#forget() },
      // Its engines close their connections with their module, once the last request is over.
      { name: 'proxy' },
      { name: 'http', stop: (remainingMs) => this.#drain(remainingMs) },
    ];
  }

  #tellLimits(): void {
    this.log.info('Security service initialised', securityFacts(this.config.current.server));
  }

  async #discover(): Promise<void> {
    const fleet = this.#get(FleetUpdater);
    await fleet.update();
    await meetTheFleet({
      store: this.#get(FleetStore),
      probes: this.#get(ProbeScheduler),
      discovery: this.#get(ModelDiscovery),
      log: this.log,
      type: this.config.current.discovery.type,
    });
    fleet.start();
    this.#get(ReloadTriggers).start();
    this.#get(StaleModels).start();
    this.#get(LoadPoller).start();
  }

  async #forget(): Promise<void> {
    this.#get(ReloadTriggers).stop();
    this.#get(FleetUpdater).stop();
    await this.#get(ProbeScheduler).stop();
    await this.#get(ModelDiscovery).stop();
    this.#get(StaleModels).stop();
    await this.#get(LoadPoller).stop();
  }

  async #drain(budgetMs: number): Promise<void> {
    const active = this.#get(ActiveExchanges);
    const parts = { server: this.#server, active: () => active.size, cutAll: () => active.cutAll() };
    this.#cut = await drain(parts, budgetMs);
    if (this.#cut > 0)
      this.log.warn('Requests were cut at the end of the shutdown time', { requests: this.#cut });
  }

  get #server(): Server {
    return this.adapters.httpAdapter.getHttpServer() as Server;
  }

  #get<T>(token: abstract new (...args: never[]) => T): T {
    return this.modules.get(token, { strict: false });
  }
}
