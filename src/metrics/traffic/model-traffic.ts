import type { AttemptRecord, Outcome } from '../../core/outcome.js';
import { type Figures, Tally } from '../tally.js';
import { Traffic, type TrafficFigures } from './traffic.js';

/** One model on one endpoint. */
export interface ModelOnEndpoint extends Figures {
  readonly endpointName: string;
  /** Failures since it last went well there. */
  readonly consecutiveErrors: number;
}

/** What was counted of a model, under the name that backends were sent. */
export interface ModelFigures extends TrafficFigures {
  /** Different addresses that asked for it; does not grow beyond a thousand. */
  readonly uniqueClients: number;
  /** Requests that the first endpoint served, that took more than one, that went where nobody lists the model. */
  readonly routing: { readonly hits: number; readonly misses: number; readonly fallbacks: number };
  /** By the URL of the endpoint. */
  readonly endpoints: ReadonlyMap<string, ModelOnEndpoint>;
}

const MOST_CLIENTS = 1_000;

/** {@link ModelFigures} that grow. */
export class ModelTraffic extends Traffic implements ModelFigures {
  readonly routing = { hits: 0, misses: 0, fallbacks: 0 };
  readonly endpoints = new Map<string, OnEndpoint>();
  readonly #clients = new Set<string>();

  get uniqueClients(): number {
    return this.#clients.size;
  }

  override attempt(attempt: AttemptRecord, now: number): void {
    super.attempt(attempt, now);
    let here = this.endpoints.get(attempt.endpointUrl);
    if (!here) this.endpoints.set(attempt.endpointUrl, (here = new OnEndpoint(attempt.endpointName)));
    here.count(attempt, now);
  }

  override request(outcome: Outcome): void {
    super.request(outcome);
    if (this.#clients.size < MOST_CLIENTS) this.#clients.add(outcome.clientAddress);
    const { routing, attempts } = outcome;
    if (routing?.action === 'fallback') this.routing.fallbacks++;
    else if (attempts[0]?.result === 'success') this.routing.hits++;
    else if (attempts.length > 1) this.routing.misses++;
  }
}

class OnEndpoint extends Tally implements ModelOnEndpoint {
  consecutiveErrors = 0;

  constructor(readonly endpointName: string) {
    super();
  }

  override count(attempt: AttemptRecord, now: number): void {
    super.count(attempt, now);
    if (attempt.result === 'success') this.consecutiveErrors = 0;
    else if (attempt.result !== 'cancelled') this.consecutiveErrors++;
  }
}
