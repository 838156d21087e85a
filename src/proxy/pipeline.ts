import type { BalancerService, RequestQueue, Selection } from '../balancer/index.js';
import { BadRequestError, ClientCancelledError, ForbiddenError } from '../core/client-errors.js';
import type { Endpoint } from '../core/endpoint.js';
import type { Exchange } from '../core/exchange.js';
import { InternalError } from '../core/availability-errors.js';
import type { Logger } from '../core/logger.js';
import { OllaError } from '../core/olla-error.js';
import { UpstreamError, UpstreamStatusError } from '../core/upstream-errors.js';
import type { HealthService } from '../health/index.js';
import type { RequestRecords } from '../metrics/index.js';
import type { Candidates, RegistryService } from '../registry/index.js';
import type { ModelLimits } from '../security/index.js';
import { newSpanId } from '../tracing/index.js';
import { Attempt } from './attempt.js';
import { readBody } from './body-reader.js';
import { permittedTo, refusalOf } from './caller-rights.js';
import { withSignsOfLife } from './early-answer.js';
import type { Inspector } from './inspect/inspector.js';
import type { ModelHealth } from './model-health.js';
import { spliceModel } from './model-splice.js';
import type { ProxyEngine } from './proxy-engine.js';
import type { ProxySettings } from './proxy-settings.js';
import { allOut, noCandidates } from './refusals.js';
import { requestHeaders } from './request-headers.js';
import {
  asksToWait,
  attemptLimit,
  countsAsTrouble,
  isRetriedStatus,
  mayTryElsewhere,
} from './retry-policy.js';
import { hasMalformedEscape, targetPath } from './target-path.js';

/** What the pipeline is made of; see {@link Pipeline}. */
export interface Parts {
  readonly registry: RegistryService;
  readonly balancer: BalancerService;
  readonly queue: RequestQueue;
  readonly health: HealthService;
  readonly models: ModelHealth;
  readonly engine: () => ProxyEngine;
  readonly inspectors: () => readonly Inspector[];
  readonly settings: ProxySettings;
  readonly modelLimits: ModelLimits;
  readonly bodyLimit: () => number;
  readonly records: RequestRecords;
  readonly log: Logger;
}

/**
 * One request from its body to the last byte of its answer: inspect, route, choose, relay; and again
 * with another endpoint for as long as nothing has been sent to the client (architecture.md §1).
 */
export class Pipeline {
  constructor(private readonly parts: Parts) {}

  /** Resolves when the answer has been relayed whole; rejects with an `OllaError` otherwise. */
  async forward(exchange: Exchange): Promise<void> {
    if (hasMalformedEscape(exchange.path)) throw new BadRequestError('Bad Request');
    exchange.body = await readBody(exchange.request, this.parts.bodyLimit());
    this.#inspect(exchange);
    const { caller } = exchange;
    const refusal = caller && refusalOf(caller, exchange);
    if (refusal) throw refusal;
    let candidates = this.parts.registry.candidatesFor(exchange);
    if (candidates.wantsRefresh) candidates = await this.parts.registry.refreshedCandidatesFor(exchange);
    exchange.decision = candidates.decision;
    if (caller && candidates.total > 0) {
      candidates = permittedTo(caller, candidates);
      if (candidates.total === 0)
        throw new ForbiddenError('Your key is for none of the endpoints that could serve this');
    }
    exchange.tiers = candidates.tiers;
    exchange.names = candidates.names;
    this.parts.records.received(exchange, candidates.total);
    if (candidates.total === 0) throw noCandidates(exchange, candidates, this.#waitSeconds(candidates));
    const use = this.parts.modelLimits.enter(exchange, this.parts.registry);
    this.#leaveWithClient(exchange);
    try {
      await this.#tryInTurn(exchange, candidates);
    } finally {
      use?.leave();
    }
  }

  async #tryInTurn(exchange: Exchange, candidates: Candidates): Promise<void> {
    const { retry, queue } = this.parts.settings.current;
    const tried = new Set<string>();
    /** Endpoints whose 500 was passed over: to blame if another answers the same request well. */
    const suspects: Endpoint[] = [];
    let failure: OllaError | undefined;
    for (let left = attemptLimit(retry); left > 0; left--) {
      const taken = this.parts.queue.take(exchange, candidates, tried);
      const chosen =
        taken instanceof Promise ? await withSignsOfLife(exchange, queue.pingAfter, taken) : taken;
      if (!chosen) break;
      tried.add(chosen.state.endpoint.url);
      const passesOver = (status: number): boolean =>
        (left > 1 &&
          isRetriedStatus(retry, status) &&
          this.parts.balancer.hasOther(exchange, candidates, tried)) ||
        (exchange.begunEarly && status >= 300);
      try {
        const status = await this.#attempt(exchange, chosen, candidates.names, passesOver);
        if (status < 500) for (const suspect of suspects) this.parts.health.blame(suspect, Date.now());
        return;
      } catch (error) {
        failure = toOllaError(error);
        if (exchange.committed || !mayTryElsewhere(retry, failure)) throw failure;
        const { status = 0 } = exchange.attempts.at(-1) ?? {};
        if (exchange.begunEarly && status > 0 && !isRetriedStatus(retry, status)) throw failure;
        if (status === 500) suspects.push(chosen.state.endpoint);
      }
    }
    throw failure ?? allOut(this.#waitSeconds(candidates));
  }

  /** One endpoint: a kept connection that turns out stale is replaced by a new one, once. */
  async #attempt(
    exchange: Exchange,
    selection: Selection,
    names: Candidates['names'],
    passesOver: (status: number) => boolean,
  ): Promise<number> {
    const { state, token } = selection;
    const { endpoint } = state;
    exchange.endpoint = endpoint;
    let attempt: Attempt | undefined;
    try {
      if (exchange.cancelled) throw new ClientCancelledError('The client left');
      const own = this.parts.registry.nativePath(endpoint, exchange);
      const path = targetPath(endpoint, own) + exchange.query;
      const spanId = exchange.trace ? newSpanId() : '';
      const headers = requestHeaders(exchange, endpoint, spanId);
      exchange.nativeModel = names?.get(endpoint.url) ?? '';
      const body = bodyFor(exchange);
      this.parts.records.dispatching(exchange, endpoint, path);
      attempt = new Attempt(exchange, state, path, headers, body, false, passesOver, spanId);
      try {
        await this.parts.engine().relay(attempt);
      } catch (error) {
        if (!isStaleSocket(error) || exchange.committed || exchange.cancelled) throw error;
        attempt = new Attempt(exchange, state, path, headers, body, true, passesOver, spanId);
        await this.parts.engine().relay(attempt);
      }
      this.#answered(attempt, token);
      return attempt.status;
    } catch (error) {
      const failure = toOllaError(error);
      if (attempt) this.#failed(attempt, token, failure);
      else this.parts.health.released(endpoint, token);
      throw failure;
    } finally {
      this.parts.queue.release(selection);
      exchange.underWay = undefined;
    }
  }

  #answered(attempt: Attempt, token: number): void {
    record(attempt, 'success');
    this.parts.models.judge(attempt);
    this.#judgeStatus(attempt, token, false);
  }

  #failed(attempt: Attempt, token: number, failure: OllaError): void {
    if (failure.code === 'upstream_status') {
      record(attempt, 'passed_over', failure);
      this.#judgeStatus(attempt, token, attempt.status === 500);
    } else if (failure instanceof UpstreamError) {
      record(attempt, 'failed', failure);
      // Headers had come: for the breaker that is an answer, whatever became of the rest.
      if (attempt.exchange.committed) this.parts.health.answered(attempt.endpoint, token);
      const { endpoint, exchange } = attempt;
      this.parts.health.failed(endpoint, failure, exchange.committed ? 0 : token, exchange.id);
    } else {
      record(attempt, 'cancelled', failure);
      this.parts.health.released(attempt.endpoint, token);
    }
  }

  /**
   * What an answer's status means for its endpoint (proxying.md §9.2).
   * @param suspect the verdict waits for what another endpoint makes of the same request
   */
  #judgeStatus(
    { status, endpoint, state, retryAfterSeconds }: Attempt,
    token: number,
    suspect: boolean,
  ): void {
    const { retry } = this.parts.settings.current;
    if (retryAfterSeconds && asksToWait(retry, status)) this.parts.health.hold(state, retryAfterSeconds);
    if (countsAsTrouble(retry, status)) {
      this.parts.health.failed(endpoint, new UpstreamStatusError(status), token);
    } else if (suspect) this.parts.health.released(endpoint, token);
    else this.parts.health.answered(endpoint, token);
  }

  #inspect(exchange: Exchange): void {
    for (const inspector of this.parts.inspectors()) {
      try {
        inspector.inspect(exchange);
      } catch (error) {
        const facts = { request_id: exchange.id, error: String(error) };
        this.parts.log.warn('Inspector failed, continuing chain', facts);
      }
    }
  }

  /** The backend is let go as soon as the client is gone. */
  #leaveWithClient(exchange: Exchange): void {
    const { reply } = exchange;
    reply.once('close', () => {
      if (reply.writableFinished) return;
      exchange.cancelled = true;
      exchange.underWay?.abort(new ClientCancelledError('The client left'));
    });
    if (reply.destroyed) exchange.cancelled = true;
  }

  #waitSeconds({ tiers }: Candidates): number {
    const states = tiers.length > 0 ? tiers.flat() : this.parts.registry.fleet.endpoints;
    return Math.max(1, Math.ceil(this.parts.balancer.waitMs(states, Date.now()) / 1000));
  }
}

/** Each endpoint reads its own name of the model; every splice begins with the body as the client sent it. */
const bodyFor = ({ body, nativeModel }: Exchange): Buffer =>
  nativeModel === '' ? body : spliceModel(body, nativeModel);

function record(
  attempt: Attempt,
  result: 'success' | 'passed_over' | 'failed' | 'cancelled',
  error?: OllaError,
): void {
  attempt.exchange.attempts.push({
    endpointUrl: attempt.endpoint.url,
    endpointName: attempt.endpoint.name,
    startedMs: attempt.startedMs,
    durationMs: attempt.exchange.elapsed() - attempt.startedMs,
    result,
    status: attempt.status,
    bytes: attempt.bytes,
    ...(error && { error: error.code }),
    ...(attempt.spanId && { spanId: attempt.spanId }),
  });
}

const isStaleSocket = (error: unknown): boolean => error instanceof UpstreamError && error.onReusedSocket;

const toOllaError = (error: unknown): OllaError =>
  error instanceof OllaError ? error : new InternalError({ cause: error });
