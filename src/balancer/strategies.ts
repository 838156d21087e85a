import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { ConfigSource } from '../config/index.js';
import { collectNamed } from '../extensions/index.js';
import { type BalancingStrategy, Strategy } from './balancing-strategy.js';

/** The balancing strategies that are there; found once, at start. */
@Injectable()
export class Strategies implements OnModuleInit {
  #byName: ReadonlyMap<string, BalancingStrategy> = new Map();

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly config: ConfigSource,
  ) {}

  onModuleInit(): void {
    this.#byName = collectNamed<BalancingStrategy>(this.discovery, Strategy);
    this.current();
  }

  /** The strategy that `proxy.load_balancer` names now. */
  current(): BalancingStrategy {
    const name = this.config.current.proxy.loadBalancer;
    const strategy = this.#byName.get(name);
    if (!strategy) throw new Error(`unknown load balancer strategy: ${name}`);
    return strategy;
  }
}
