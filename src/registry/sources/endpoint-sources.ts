import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { ConfigSource } from '../../config/index.js';
import { collectNamed } from '../../extensions/index.js';
import { type EndpointSource, Source } from './endpoint-source.js';

/** The sources of endpoints that are there; found once, at start. */
@Injectable()
export class EndpointSources implements OnModuleInit {
  #byName: ReadonlyMap<string, EndpointSource> = new Map();

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly config: ConfigSource,
  ) {}

  onModuleInit(): void {
    this.#byName = collectNamed<EndpointSource>(this.discovery, Source);
    this.current();
  }

  /** The source that `discovery.type` names now. */
  current(): EndpointSource {
    const name = this.config.current.discovery.type;
    const source = this.#byName.get(name);
    if (!source) throw new Error(`unsupported discovery type: ${name}`);
    return source;
  }
}
