import { DiscoveryService } from '@nestjs/core';

/** Marks an `OutcomeObserver`: it is told of every request, once, when it is over. */
export const Observes = DiscoveryService.createDecorator<void>();
