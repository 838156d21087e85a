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
import { drain } from './shutdown.js';

/**
 * Everything that runs beside requests, in the order of configuration.md §14 and §15, whoever created the
 * application: it begins before the port opens and ends after the last request.
 */
@Injectable()
export class OllaRuntime implements OnModuleInit, OnApplicationBootstrap, OnModuleDestroy {
  #stopping: Promise<number> | undefined;

  constructor(
    private readonly modules: ModuleRef,
    private readonly adapters: HttpAdapterHost<FastifyAdapter>,
    private readonly config: ConfigSource,
    private readonly discovery: DiscoveryService,
    private readonly blueprints: Blueprints,
    private readonly log: AppLogger,
  ) {}

  onModuleInit(): void {
    this.blueprints.know(namesFound(this.discovery));
    this.adapters.httpAdapter.getInstance().addHook('onRequest', gateOf(this.modules).onRequest);
  }

  async onApplicationBootstrap(): Promise<void> {
    const { modules, log } = this;
    const get = <T>(token: abstract new (...args: never[]) => T): T => modules.get(token, { strict: false });
    const fleet = get(FleetUpdater);
    await fleet.update();
    await meetTheFleet({
      store: get(FleetStore),
      probes: get(ProbeScheduler),
      discovery: get(ModelDiscovery),
      log,
    });
    fleet.start();
    get(ReloadTriggers).start();
    get(StaleModels).start();
    get(LoadPoller).start();
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
    const get = <T>(token: abstract new (...args: never[]) => T): T =>
      this.modules.get(token, { strict: false });
    get(Readiness).drain();
    const active = get(ActiveExchanges);
    const server = this.adapters.httpAdapter.getHttpServer() as Server;
    const { shutdownTimeout } = this.config.current.server;
    const drainable = { server, active: () => active.size, cutAll: () => active.cutAll() };
    const cut = await drain(drainable, shutdownTimeout);
    if (cut > 0) this.log.warn('Requests were cut at the end of the shutdown time', { requests: cut });
    get(ReloadTriggers).stop();
    get(FleetUpdater).stop();
    await get(ProbeScheduler).stop();
    await get(ModelDiscovery).stop();
    get(StaleModels).stop();
    await get(LoadPoller).stop();
    return cut;
  }
}
