import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { collectNamed } from '../extensions/index.js';
import { type Inspector, Inspects } from './inspect/inspector.js';
import { Engine, type ProxyEngine } from './proxy-engine.js';
import { ProxySettings } from './proxy-settings.js';

/** The engines and inspectors that are there, ours and a company's alike; found once, at start. */
@Injectable()
export class ProxyPlugins implements OnModuleInit {
  #engines: ReadonlyMap<string, ProxyEngine> = new Map();
  #inspectors: readonly Inspector[] = [];

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly settings: ProxySettings,
  ) {}

  onModuleInit(): void {
    this.#engines = collectNamed<ProxyEngine>(this.discovery, Engine);
    this.#inspectors = this.discovery
      .getProviders({ metadataKey: Inspects.KEY })
      .map((wrapper) => wrapper.instance as Inspector);
    this.engine();
  }

  /** The engine that the configuration names now. */
  engine(): ProxyEngine {
    const { engine: name } = this.settings.current;
    const engine = this.#engines.get(name);
    if (!engine) throw new Error(`unknown proxy implementation: ${name}`);
    return engine;
  }

  inspectors(): readonly Inspector[] {
    return this.#inspectors;
  }
}
