import type { ModelLimitConfig } from '../../config/index.js';
import type { Gauge } from './limits-view.js';
import { Meter } from './meter.js';
import { MinuteQuota } from './minute-quota.js';

/** Nobody knows when one of the requests under way will be over. */
const CONCURRENT_RETRY_SECONDS = 1;

/** How much of a model's limits is used up, and how many of its requests are under way. */
export class ModelUse {
  readonly meter = new Meter([
    new MinuteQuota({ name: 'model', limit: 'requests_per_minute' }),
    new MinuteQuota({ name: 'model-tokens', limit: 'tokens_per_minute' }),
  ]);
  #underWay = 0;
  #maxConcurrent = 0;

  get underWay(): number {
    return this.#underWay;
  }

  /** Takes the sizes of this rule from now on; what was counted stays. */
  follow({ maxConcurrent, requestsPerMinute, tokensPerMinute }: ModelLimitConfig): void {
    this.#maxConcurrent = maxConcurrent;
    this.meter.resize([requestsPerMinute, tokensPerMinute]);
  }

  /** What stands against one more request, and for how many seconds; undefined when it was let in and counted. */
  enter(now: number): { readonly limit: string; readonly waitSeconds: number } | undefined {
    if (this.#maxConcurrent > 0 && this.#underWay >= this.#maxConcurrent) {
      const requests = this.#maxConcurrent === 1 ? 'request' : 'requests';
      return { limit: `${this.#maxConcurrent} ${requests} at once`, waitSeconds: CONCURRENT_RETRY_SECONDS };
    }
    const exhausted = this.meter.exhausted(now);
    if (exhausted) return { limit: exhausted.text, waitSeconds: exhausted.waitSeconds(now) };
    this.#underWay++;
    this.meter.countRequest(now);
    return undefined;
  }

  /** The request is over, whatever became of it. Once for each that was let in. */
  leave(): void {
    this.#underWay--;
  }

  gauges(now: number): Gauge[] {
    const gauges = this.meter.gauges(now);
    if (this.#maxConcurrent === 0) return gauges;
    const remaining = Math.max(0, this.#maxConcurrent - this.#underWay);
    const limit = 'max_concurrent';
    return [
      { limit, capacity: this.#maxConcurrent, used: this.#underWay, remaining, resetsAt: 0 },
      ...gauges,
    ];
  }
}
