import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Dispatcher } from 'undici';
import { OllaError } from '../../core/olla-error.js';
import {
  UpstreamStalledError,
  UpstreamStatusError,
  UpstreamStreamError,
} from '../../core/upstream-errors.js';
import { FleetStore } from '../../registry/index.js';
import { AnswerWriter } from '../answer-writer.js';
import type { Attempt } from '../attempt.js';
import { IdleWatch } from '../idle-watch.js';
import { Engine, type ProxyEngine } from '../proxy-engine.js';
import { ProxySettings } from '../proxy-settings.js';
import { retryAfterSeconds } from '../retry-after.js';
import { toUpstreamError } from '../upstream/failure-table.js';
import { coarseHeadersTimeout, UpstreamPools } from '../upstream/pools.js';

const TRAITS = { allowH2: false, maxHeaderBytes: 10 * 1024 * 1024, capped: false };
const DISCARDED_BYTES = 64 * 1024;

/** The simple engine, written to be read: `request` and `pipeline`, as many connections as it takes. HTTP/1.1 only. */
@Injectable()
@Engine('sherpa')
export class SherpaEngine implements ProxyEngine, OnApplicationShutdown {
  readonly #pools: UpstreamPools;
  readonly #watch: IdleWatch;

  constructor(
    private readonly settings: ProxySettings,
    store: FleetStore,
  ) {
    this.#pools = new UpstreamPools(() => settings.current, TRAITS, store);
    this.#watch = new IdleWatch(() => settings.current.readTimeout);
  }

  async relay(attempt: Attempt): Promise<void> {
    const giveUp = new AbortController();
    attempt.exchange.underWay = { abort: (reason) => giveUp.abort(reason) };
    let begun = false;
    try {
      const answer = await this.#send(attempt, giveUp.signal);
      attempt.status = answer.statusCode;
      attempt.retryAfterSeconds = retryAfterSeconds(header(answer, 'retry-after'));
      if (attempt.passesOver(answer.statusCode)) {
        void answer.body.dump({ limit: DISCARDED_BYTES }).catch(() => undefined);
        throw new UpstreamStatusError(answer.statusCode);
      }
      begun = true;
      await this.#hand(attempt, answer, giveUp);
    } catch (error) {
      throw asFailure(error, giveUp.signal, begun);
    }
  }

  close(): Promise<void> {
    return this.#pools.close();
  }

  onApplicationShutdown(): Promise<void> {
    return this.close();
  }

  async #send(attempt: Attempt, signal: AbortSignal): Promise<Dispatcher.ResponseData> {
    const { endpoint, exchange } = attempt;
    const client = attempt.fresh ? this.#pools.fresh(endpoint) : undefined;
    const answer = (client ?? this.#pools.get(endpoint)).request({
      path: attempt.path,
      method: exchange.method,
      headers: attempt.headers,
      body: attempt.body,
      headersTimeout: coarseHeadersTimeout(this.settings.current.responseHeaderTimeout),
      responseHeaders: 'raw',
      signal,
    });
    void client?.close();
    return answer;
  }

  async #hand(attempt: Attempt, answer: Dispatcher.ResponseData, giveUp: AbortController): Promise<void> {
    const writer = new AnswerWriter(attempt, this.settings.current.profile, (limitMs) =>
      giveUp.abort(new UpstreamStalledError(limitMs)),
    );
    writer.begin({
      status: answer.statusCode,
      rawHeaders: answer.headers as unknown as string[],
      contentType: header(answer, 'content-type') ?? '',
      contentLength: header(answer, 'content-length'),
      contentEncoding: header(answer, 'content-encoding'),
    });
    this.#watch.add(writer);
    try {
      await pipeline(answer.body, sink(writer, attempt));
    } catch (error) {
      writer.release();
      throw error;
    } finally {
      this.#watch.remove(writer);
    }
  }
}

/** The client's side as a stream: takes the next piece when the client has room for it. */
function sink(writer: AnswerWriter, { exchange: { reply } }: Attempt): Writable {
  return new Writable({
    write: (piece: Buffer, _encoding, taken) => {
      if (writer.write(piece)) taken();
      else reply.once('drain', taken);
    },
    final: (done) => {
      writer.end();
      done();
    },
  });
}

function asFailure(error: unknown, signal: AbortSignal, begun: boolean): OllaError {
  if (signal.aborted && signal.reason instanceof OllaError) return signal.reason;
  const failure = toUpstreamError(error);
  if (!begun || failure.source !== 'upstream' || !failure.retryable) return failure;
  return new UpstreamStreamError(failure.message, { cause: error });
}

/** A header of an answer that came with raw lines. */
function header(answer: Dispatcher.ResponseData, name: string): string | undefined {
  const lines = answer.headers as unknown as string[];
  for (let i = 0; i < lines.length; i += 2) if (lines[i]!.toLowerCase() === name) return lines[i + 1];
  return undefined;
}
