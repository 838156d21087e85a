import { DiscoveryService } from '@nestjs/core';
import type { Exchange } from '../../core/exchange.js';

/** Marks an {@link Inspector}; they run in the order of their modules. */
export const Inspects = DiscoveryService.createDecorator();

export interface Inspector {
  /**
   * Learns something of a request and writes it to the exchange; never changes the body. What it
   * throws is logged and the request goes on without it.
   */
  inspect(exchange: Exchange): void;
}
