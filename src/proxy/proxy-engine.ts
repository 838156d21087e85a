import { DiscoveryService } from '@nestjs/core';
import type { Attempt } from './attempt.js';

/** Marks a {@link ProxyEngine} and gives it the name that `proxy.engine` uses. */
export const Engine = DiscoveryService.createDecorator<string>();

export interface ProxyEngine {
  /**
   * Sends one attempt and relays its answer to the client. Resolves when the answer has been handed
   * over whole; rejects with an `OllaError` otherwise. While it runs, `exchange.underWay` ends it.
   */
  relay(attempt: Attempt): Promise<void>;
  /** Closes kept connections; requests under way are finished. */
  close(): Promise<void>;
}
