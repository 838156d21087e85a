import type { TracingConfig } from '../config/index.js';
import type { Logger } from '../core/logger.js';
import type { Span } from './span.js';
import type { SpanPipeline } from './span-pipeline.js';

const SILENT_MS = 60_000;

/** Where spans go. Nothing of OpenTelemetry is loaded before the first time that tracing is switched on. */
export class SpanExport {
  #pipeline: SpanPipeline | undefined;
  /** Changes come one after the other. */
  #turn: Promise<void> = Promise.resolve();
  #complainedAt = Number.NEGATIVE_INFINITY;
  #lost = 0;

  constructor(
    private readonly log: Logger,
    private readonly env: NodeJS.ProcessEnv = process.env,
  ) {}

  /** From now on spans go as this configuration says; those under way still go as it was. */
  use(config: TracingConfig): Promise<void> {
    return (this.#turn = this.#turn.then(() => this.#use(config)));
  }

  /** Spans before the pipeline is there are lost: it takes some milliseconds, once. */
  send(spans: readonly Span[]): void {
    this.#pipeline?.send(spans);
  }

  /** Sends what is left, for as long as that takes, but not longer than `limitMs`. */
  async stop(limitMs: number): Promise<void> {
    await this.#turn;
    await this.#pipeline?.stop(limitMs);
    this.#pipeline = undefined;
  }

  async #use(config: TracingConfig): Promise<void> {
    const before = this.#pipeline;
    this.#pipeline = undefined;
    if (config.enabled) {
      const { SpanPipeline: Pipeline } = await import('./span-pipeline.js');
      this.#pipeline = new Pipeline(config, this.env, (error) => this.#complain(error));
    }
    await before?.stop(1_000);
  }

  #complain(error: Error | undefined): void {
    this.#lost++;
    const now = performance.now();
    if (now - this.#complainedAt < SILENT_MS) return;
    this.#complainedAt = now;
    this.log.warn('Spans could not be sent', {
      error: error?.message ?? 'unknown',
      batches: this.#lost,
      hint: 'see tracing.endpoint',
    });
    this.#lost = 0;
  }
}
