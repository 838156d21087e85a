import type { DiscoveryService } from '@nestjs/core';
import { Strategy } from '../balancer/index.js';
import type { KnownNames } from '../config/index.js';
import { collectNamed } from '../extensions/index.js';
import { Engine } from '../proxy/index.js';
import { Routing, Source } from '../registry/index.js';
import { Authenticates } from '../security/index.js';

/** The names that a configuration may use, now that everything that can bear one is there. */
export function namesFound(discovery: DiscoveryService): KnownNames {
  const names = (decorator: typeof Strategy): readonly string[] =>
    [...collectNamed<object>(discovery, decorator).keys()].sort();
  return {
    engines: names(Engine),
    loadBalancers: names(Strategy),
    routingStrategies: names(Routing),
    discoveryTypes: names(Source),
    authenticators: names(Authenticates),
  };
}
