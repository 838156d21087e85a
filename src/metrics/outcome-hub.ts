import { type BeforeApplicationShutdown, Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { AppLogger } from '../core/logger.js';
import type { Outcome, OutcomeObserver } from '../core/outcome.js';
import { Observes } from './observes.js';

const SILENT_MS = 60_000;

/**
 * Where every outcome goes: from here to each provider that is marked with `@Observes()`, once the turn of the event loop is
 * over in which the request ended. So answers do not wait for figures, and what ended together is counted together, which
 * costs a busy server less than going back and forth between relaying and counting.
 */
@Injectable()
export class OutcomeHub implements OnModuleInit, BeforeApplicationShutdown {
  #observers: readonly OutcomeObserver[] = [];
  #complainedAt = Number.NEGATIVE_INFINITY;
  #failures = 0;
  #settled: Outcome[] = [];

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly logger: AppLogger,
  ) {}

  onModuleInit(): void {
    const found = this.discovery
      .getProviders({ metadataKey: Observes.KEY })
      .map(({ instance, name }) => asObserver(instance, String(name)));
    this.#observers = [...new Set(found)];
  }

  /** Nobody who got an answer can ask for figures before they hold it. */
  settle(outcome: Outcome): void {
    if (this.#settled.push(outcome) === 1) setImmediate(this.#tellAll);
  }

  beforeApplicationShutdown(): void {
    this.#tellAll();
  }

  readonly #tellAll = (): void => {
    const settled = this.#settled;
    this.#settled = [];
    for (const outcome of settled) this.#tell(outcome);
  };

  /** One that throws or rejects harms neither the request nor the others. */
  #tell(outcome: Outcome): void {
    for (const observer of this.#observers) {
      try {
        const done: unknown = observer.observe(outcome);
        // A rejection that nobody takes would end the process.
        if (done instanceof Promise) done.catch((error: unknown) => this.#complain(observer, error));
      } catch (error) {
        this.#complain(observer, error);
      }
    }
  }

  #complain(observer: OutcomeObserver, error: unknown): void {
    this.#failures++;
    const now = performance.now();
    if (now - this.#complainedAt < SILENT_MS) return;
    this.#complainedAt = now;
    this.logger.error('Outcome observer failed', {
      observer: observer.constructor.name,
      error: error instanceof Error ? error.message : String(error),
      failures: this.#failures,
    });
  }
}

function asObserver(instance: unknown, name: string): OutcomeObserver {
  const { observe } = (instance ?? {}) as Partial<OutcomeObserver>;
  if (typeof observe !== 'function')
    throw new Error(`${name} is marked with @Observes() but has no observe()`);
  return instance as OutcomeObserver;
}
