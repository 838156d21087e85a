import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { ConfigSource } from '../../config/index.js';
import { AppLogger } from '../../core/logger.js';
import { collectNamed } from '../../extensions/index.js';
import { Routing, type RoutingStrategy } from './routing-strategy.js';

const USUAL = 'strict';

/** The routing strategies that are there; found once, at start. */
@Injectable()
export class RoutingStrategies implements OnModuleInit {
  #byName: ReadonlyMap<string, RoutingStrategy> = new Map();

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly config: ConfigSource,
    private readonly log: AppLogger,
  ) {}

  onModuleInit(): void {
    this.#byName = collectNamed<RoutingStrategy>(this.discovery, Routing);
    const { type } = this.config.current.modelRegistry.routingStrategy;
    if (this.#byName.has(type)) return;
    this.log.warn('Unknown routing strategy type, defaulting to strict', {
      type,
      known: [...this.#byName.keys()],
    });
  }

  /** The strategy that the configuration names now; `strict` in place of one that is not there. */
  current(): RoutingStrategy {
    const { type } = this.config.current.modelRegistry.routingStrategy;
    return this.#byName.get(type) ?? this.#byName.get(USUAL)!;
  }
}
