import { DiscoveryService } from '@nestjs/core';
import type { EndpointConfig } from '../../config/index.js';

/** Marks an {@link EndpointSource} and gives it the name that `discovery.type` uses. */
export const Source = DiscoveryService.createDecorator<string>();

/** Where endpoints come from. */
export interface EndpointSource {
  /**
   * All endpoints that there are now, checked and complete, in order of preference. Asked at start, after
   * each reload, and whenever the source has told of a change.
   */
  endpoints(): readonly EndpointConfig[] | Promise<readonly EndpointConfig[]>;
  /** Calls back when asking again would give another answer; the returned function ends that. */
  onChange?(changed: () => void): () => void;
}
