import { Injectable } from '@nestjs/common';
import type { AttemptRecord, Outcome, OutcomeObserver } from '../../core/outcome.js';
import { interTokenMs, timeToFirstTokenMs } from '../../core/speed.js';
import { FleetStore } from '../../registry/index.js';
import { Observes } from '../observes.js';
import { ATTEMPTS, DURATIONS, FIRST_TOKENS, INTER_TOKENS, WAITS } from './buckets.js';
import { counter, type Family, sample } from './family.js';
import { Histogram } from './histogram.js';

/** What a model is called that no endpoint lists, and whatever comes after so many. */
const OTHER = 'other';
const MOST_MODELS = 500;

/** What has to be counted request by request, because no table of the status pages holds it. */
@Injectable()
@Observes()
export class MeasuredObserver implements OutcomeObserver {
  readonly #durations = new Histogram(
    'olla_request_duration_seconds',
    'Time from a request to the last byte of its answer, by model',
    DURATIONS,
    'model',
  );
  readonly #firstTokens = new Histogram(
    'olla_time_to_first_token_seconds',
    'Time to the first token of an answer, by model',
    FIRST_TOKENS,
    'model',
  );
  readonly #interTokens = new Histogram(
    'olla_inter_token_seconds',
    'Time from one token of a stream to the next, on average of each answer, by model',
    INTER_TOKENS,
    'model',
  );
  readonly #attempts = new Histogram(
    'olla_request_attempts',
    'Endpoints that a request was sent to',
    ATTEMPTS,
  );
  readonly #waits = new Histogram('olla_queue_wait_seconds', 'Time that requests waited in Olla', WAITS);
  readonly #perEndpoint = new Histogram(
    'olla_endpoint_request_duration_seconds',
    'Time that an attempt on an endpoint took, by endpoint',
    DURATIONS,
    'endpoint',
  );
  /** By HTTP status; at 0 those whose client was gone before there was one. */
  readonly #statuses = new Float64Array(600);
  readonly #failovers = new Map<string, number>();
  readonly #failures = new Map<string, number>();

  constructor(private readonly store: FleetStore) {}

  observe(outcome: Outcome): void {
    const { attempts, status, trace } = outcome;
    this.#statuses[status > 0 && status < 600 ? status : 0]!++;
    if (outcome.queuedMs !== undefined && outcome.queuedMs > 0)
      this.#waits.of('').observe(outcome.queuedMs / 1_000);
    if (attempts.length === 0) return;
    this.#attempts.of('').observe(attempts.length);
    for (let at = 0; at < attempts.length; at++) this.#attempt(attempts[at]!, at < attempts.length - 1);
    if (outcome.result !== 'completed') return;
    const model = this.#modelOf(outcome);
    const traceId = trace?.sampled ? trace.traceId : undefined;
    this.#durations.of(model).observe(outcome.durationMs / 1_000, traceId);
    const firstMs = timeToFirstTokenMs(outcome);
    if (firstMs !== undefined) this.#firstTokens.of(model).observe(firstMs / 1_000, traceId);
    const betweenMs = interTokenMs(outcome);
    if (betweenMs !== undefined) this.#interTokens.of(model).observe(betweenMs / 1_000, traceId);
  }

  /** Everything counted so far. Endpoints and models that are no more have no series. */
  families(): readonly Family[] {
    const { endpoints, byModel } = this.store.fleet;
    const names = new Set(endpoints.map(({ endpoint }) => endpoint.name));
    this.#perEndpoint.keep((name) => names.has(name));
    for (const byName of [this.#durations, this.#firstTokens, this.#interTokens])
      byName.keep((name) => name === OTHER || byModel.has(name.toLowerCase()));
    const byReason = (counts: ReadonlyMap<string, number>) =>
      [...counts].map(([reason, count]) => sample(count, { reason }));
    return [
      this.#durations.family(),
      this.#firstTokens.family(),
      this.#interTokens.family(),
      this.#attempts.family(),
      this.#waits.family(),
      this.#perEndpoint.family(),
      counter(
        'olla_responses_total',
        'Answers to proxied requests by status; 0 = the client was gone',
        [...this.#statuses.entries()].flatMap(([code, count]) =>
          count > 0 ? [sample(count, { code: String(code) })] : [],
        ),
      ),
      counter(
        'olla_failovers_total',
        'Attempts after which a request went on to another endpoint, by what was wrong',
        byReason(this.#failovers),
      ),
      counter(
        'olla_attempt_failures_total',
        'Attempts that failed, by what was wrong',
        byReason(this.#failures),
      ),
    ];
  }

  #attempt(attempt: AttemptRecord, wentOn: boolean): void {
    const { result, error = 'unknown', endpointName, durationMs } = attempt;
    if (result === 'success') return this.#perEndpoint.of(endpointName).observe(durationMs / 1_000);
    if (result === 'cancelled') return;
    this.#failures.set(error, (this.#failures.get(error) ?? 0) + 1);
    if (wentOn) this.#failovers.set(error, (this.#failovers.get(error) ?? 0) + 1);
  }

  /** Names come from clients: one that no endpoint lists makes no series. */
  #modelOf({ nativeModel, model }: Outcome): string {
    const name = nativeModel ?? model;
    if (name === undefined) return OTHER;
    if (this.#durations.has(name)) return name;
    const isListed = this.store.fleet.byModel.has(name.toLowerCase());
    return isListed && this.#durations.size < MOST_MODELS ? name : OTHER;
  }
}
