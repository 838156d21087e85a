import type { IncomingHttpHeaders } from 'node:http';
import type { Dispatcher } from 'undici';
import { ClientCancelledError } from '../../core/client-errors.js';
import type { Abortable } from '../../core/exchange.js';
import type { OllaError } from '../../core/olla-error.js';
import {
  UpstreamHeaderTimeoutError,
  UpstreamQueueTimeoutError,
  UpstreamStalledError,
  UpstreamStatusError,
  UpstreamStreamError,
} from '../../core/upstream-errors.js';
import { AnswerWriter } from '../answer-writer.js';
import type { Attempt } from '../attempt.js';
import type { IdleWatch } from '../idle-watch.js';
import { retryAfterSeconds } from '../retry-after.js';
import { toUpstreamError } from '../upstream/failure-table.js';

type Controller = Dispatcher.DispatchController;

/** Of an answer that is passed over this much is read to keep its connection; more is not worth it. */
const DISCARDED_BYTES = 64 * 1024;

/**
 * Relays one answer from undici's callbacks straight to the client's response: no promise, closure or
 * object per piece. Settles once, whatever happens in which order.
 */
export class RelayHandler implements Dispatcher.DispatchHandler, Abortable {
  readonly #writer: AnswerWriter;
  #controller: Controller | undefined;
  #begun = false;
  #discarded = -1;
  #settled = false;
  #aborted: OllaError | undefined;
  #queueTimer: NodeJS.Timeout | undefined;
  #headerTimer: NodeJS.Timeout | undefined;
  #headerTimeoutMs = 0;

  constructor(
    private readonly attempt: Attempt,
    profile: string,
    private readonly watch: IdleWatch,
    private readonly resolve: () => void,
    private readonly reject: (reason: OllaError) => void,
  ) {
    this.#writer = new AnswerWriter(attempt, profile, (limitMs) =>
      this.#give(new UpstreamStalledError(limitMs)),
    );
  }

  /** Waits no longer than this for a free connection, together with what the request has waited elsewhere. */
  limitQueueing(queueTimeoutMs: number): void {
    const { exchange } = this.attempt;
    const left = Math.max(1, queueTimeoutMs - exchange.queuedMs);
    this.#queueTimer = setTimeout(() => {
      exchange.queuedMs += left;
      this.#give(new UpstreamQueueTimeoutError('no free connection in time'));
    }, left);
  }

  /** Waits no longer than this for the first header, counted from the moment in which the request leaves. */
  limitHeaders(headerTimeoutMs: number): void {
    this.#headerTimeoutMs = headerTimeoutMs;
  }

  abort(reason: OllaError): void {
    this.#give(reason);
  }

  onRequestStart(controller: Controller): void {
    clearTimeout(this.#queueTimer);
    this.#controller = controller;
    if (this.#aborted) controller.abort(this.#aborted);
    else if (this.#headerTimeoutMs > 0) {
      this.#headerTimer = setTimeout(giveUpHeaders, this.#headerTimeoutMs, this);
    }
  }

  /** The backend has had its time. */
  onHeadersOverdue(): void {
    this.#give(new UpstreamHeaderTimeoutError('no response header in time'));
  }

  onResponseStart(controller: Controller, status: number, headers: IncomingHttpHeaders): void {
    if (status < 200 || this.#settled) return;
    clearTimeout(this.#headerTimer);
    const { attempt } = this;
    attempt.status = status;
    attempt.retryAfterSeconds = retryAfterSeconds(headers['retry-after']);
    if (attempt.passesOver(status)) {
      this.#discarded = 0;
      this.#settle(new UpstreamStatusError(status));
      return;
    }
    this.#begun = true;
    this.#writer.begin({
      status,
      rawHeaders: (controller as unknown as { rawHeaders: Buffer[] }).rawHeaders,
      contentType: headers['content-type'] ?? '',
      contentLength: headers['content-length'],
      contentEncoding: headers['content-encoding'],
    });
    this.watch.add(this.#writer);
  }

  onResponseData(controller: Controller, piece: Buffer): void {
    if (this.#discarded >= 0) {
      this.#discarded += piece.length;
      if (this.#discarded > DISCARDED_BYTES) controller.abort(new ClientCancelledError('passed over'));
      return;
    }
    if (this.#settled || this.#writer.write(piece)) return;
    controller.pause();
    this.attempt.exchange.reply.once('drain', this.#resume);
  }

  onResponseEnd(): void {
    if (this.#settled) return;
    this.#writer.end();
    this.#settle(undefined);
  }

  onResponseError(_controller: Controller, error: Error): void {
    if (this.#settled) return;
    const failure = toUpstreamError(error);
    const broken = this.#begun && failure.source === 'upstream' && failure.retryable;
    this.#settle(broken ? new UpstreamStreamError(failure.message, { cause: error }) : failure);
  }

  readonly #resume = (): void => {
    this.#controller?.resume();
  };

  #give(reason: OllaError): void {
    if (this.#settled) return;
    this.#aborted = reason;
    this.#settle(reason);
    this.#controller?.abort(reason);
  }

  #settle(error: OllaError | undefined): void {
    this.#settled = true;
    clearTimeout(this.#queueTimer);
    clearTimeout(this.#headerTimer);
    if (this.#begun) {
      this.watch.remove(this.#writer);
      if (error) this.#writer.release();
    }
    if (error) this.reject(error);
    else this.resolve();
  }
}

function giveUpHeaders(handler: RelayHandler): void {
  handler.onHeadersOverdue();
}
