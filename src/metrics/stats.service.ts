import { Injectable } from '@nestjs/common';
import type { AttemptRecord, Outcome, OutcomeObserver, Result } from '../core/outcome.js';
import { Observes } from './observes.js';
import { type Figures, NOTHING } from './tally.js';
import { type ModelFigures, ModelTraffic } from './traffic/model-traffic.js';
import { NameTable } from './traffic/name-table.js';
import { Traffic, type TrafficFigures } from './traffic/traffic.js';

/**
 * Every figure of the product, counted once (proxying.md §16). Attempts and requests are told apart: a request that
 * failed on one endpoint and succeeded on the next is one request, one failure and one success. Reading costs nothing;
 * what is read together, before anything else runs, belongs together.
 */
@Injectable()
@Observes()
export class StatsService implements OutcomeObserver {
  /** Epoch milliseconds since when everything is counted. */
  readonly startedAt = Date.now();
  readonly #all = new Traffic();
  readonly #endpoints = new Map<string, Traffic>();
  readonly #models = new NameTable(() => new ModelTraffic());
  readonly #callers = new NameTable(() => new Traffic());

  observe(outcome: Outcome): void {
    const { attempts, caller, endpointUrl } = outcome;
    const now = outcome.startedAt + outcome.durationMs;
    const ofModel = this.#modelOf(outcome, now);
    const ofCaller = caller === undefined ? undefined : this.#callers.use(caller, now);
    for (const attempt of attempts) this.#attempt(attempt, now, ofModel, ofCaller);
    if (outcome.result === 'failed' && attempts.length === 0) this.#all.attempts.failed++;
    this.#all.request(outcome);
    ofModel?.request(outcome);
    ofCaller?.request(outcome);
    if (endpointUrl !== undefined && attempts.length > 0) this.#endpointOf(endpointUrl).request(outcome);
  }

  /** All attempts together. */
  get totals(): Figures {
    return this.#all.attempts;
  }

  /** The attempts on one endpoint, known by its URL. */
  endpoint(url: string): Figures {
    return this.#endpoints.get(url)?.attempts ?? NOTHING;
  }

  /** How many requests ended which way. */
  get results(): Readonly<Record<Result, number>> {
    return this.#all.results;
  }

  /** All requests together. */
  get traffic(): TrafficFigures {
    return this.#all;
  }

  /** By the URL of the endpoint: of those that were used. */
  get endpoints(): ReadonlyMap<string, TrafficFigures> {
    return this.#endpoints;
  }

  /** By the name that backends were sent: of models for which a request went to an endpoint. */
  get models(): ReadonlyMap<string, ModelFigures> {
    return this.#models.entries;
  }

  /** By the name of the caller: of those who proved who they are. */
  get callers(): ReadonlyMap<string, TrafficFigures> {
    return this.#callers.entries;
  }

  /** Drops the counters of an endpoint that is configured no more. */
  forget(url: string): void {
    this.#endpoints.delete(url);
    for (const model of this.#models.entries.values()) model.endpoints.delete(url);
  }

  #attempt(attempt: AttemptRecord, now: number, ofModel?: Traffic, ofCaller?: Traffic): void {
    this.#all.attempt(attempt, now);
    this.#endpointOf(attempt.endpointUrl).attempt(attempt, now);
    ofModel?.attempt(attempt, now);
    ofCaller?.attempt(attempt, now);
  }

  /** A name that no endpoint was asked for may be anything at all. */
  #modelOf({ model, nativeModel, attempts }: Outcome, now: number): ModelTraffic | undefined {
    const name = nativeModel ?? model;
    return name === undefined || attempts.length === 0 ? undefined : this.#models.use(name, now);
  }

  #endpointOf(url: string): Traffic {
    const known = this.#endpoints.get(url);
    if (known) return known;
    const traffic = new Traffic();
    this.#endpoints.set(url, traffic);
    return traffic;
  }
}
