import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { LiveTracingConfig } from '../config/index.js';
import { AppLogger } from '../core/logger.js';
import type { Outcome, OutcomeObserver } from '../core/outcome.js';
import { Observes } from '../metrics/index.js';
import { requestSpans } from './request-spans.js';
import { SpanExport } from './span-export.js';

/** For what is left at the end. */
const LAST_MS = 3_000;

/** Makes the spans of a request when it is over. Costs one look at a field while nothing is traced. */
@Injectable()
@Observes()
export class TracingObserver implements OutcomeObserver, OnModuleInit, OnApplicationShutdown {
  readonly #export: SpanExport;
  #endFollowing: (() => void) | undefined;

  constructor(
    private readonly config: LiveTracingConfig,
    log: AppLogger,
  ) {
    this.#export = new SpanExport(log);
  }

  async onModuleInit(): Promise<void> {
    this.#endFollowing = this.config.onChange((config, before) => {
      if (config !== before) void this.#export.use(config);
    });
    await this.#export.use(this.config.current);
  }

  async onApplicationShutdown(): Promise<void> {
    this.#endFollowing?.();
    await this.#export.stop(LAST_MS);
  }

  observe(outcome: Outcome): void {
    if (outcome.trace?.sampled) this.#export.send(requestSpans(outcome, outcome.trace));
  }
}
