import type { ServerResponse } from 'node:http';
import type { Exchange } from '../core/exchange.js';
import { headerText } from '../core/header-text.js';
import { answerHeaders, type RawHeaders } from './answer-headers.js';
import type { Attempt } from './attempt.js';
import { flushesEachPiece } from './flush-mode.js';
import type { Watched } from './idle-watch.js';

/** What the writer needs to know of the backend's head, beside its lines. */
export interface AnswerHead {
  readonly status: number;
  readonly rawHeaders: RawHeaders;
  readonly contentType: string;
  readonly contentLength: string | undefined;
  readonly contentEncoding: string | undefined;
}

/** Pieces of an answer that is not flushed are joined until there are this many bytes. */
const JOINED_BYTES = 4096;

/**
 * Hands a backend's answer to the client: the head at once, then each piece as it comes, or joined
 * where the kind of content allows (proxying.md §13). Both engines write through it.
 */
export class AnswerWriter implements Watched {
  heard = false;
  silentSince = 0;
  readonly #exchange: Exchange;
  readonly #reply: ServerResponse;
  #flushes = true;
  /** Pieces that wait to be joined, and their bytes. */
  #held: Buffer[] = [];
  #heldBytes = 0;
  #wrote = false;
  /** The client was promised an event stream, and this is none: it goes there as one event. */
  #wrapped = false;

  constructor(
    private readonly attempt: Attempt,
    private readonly profile: string,
    private readonly silence: (limitMs: number) => void,
  ) {
    this.#exchange = attempt.exchange;
    this.#reply = attempt.exchange.reply;
  }

  /** From here on the answer can't be taken back. */
  begin(head: AnswerHead): void {
    const exchange = this.#exchange;
    exchange.committed = true;
    exchange.status = head.status;
    exchange.headersMs = exchange.elapsed();
    exchange.inBand = inBandOf(head);
    if (exchange.begunEarly) return this.#continue(head);
    this.#flushes = flushesEachPiece(this.profile, head.contentType);
    this.#reply.writeHead(head.status, answerHeaders(exchange, this.attempt.endpoint, head.rawHeaders));
    // Head and first piece leave together when they came together; otherwise the head does not wait.
    process.nextTick(flushHead, this);
  }

  /** The head has left before; what there is to say about who answers stands in a comment. */
  #continue({ contentType }: AnswerHead): void {
    const exchange = this.#exchange;
    exchange.inBand = 'sse';
    this.#wrote = true;
    this.#wrapped = !contentType.startsWith('text/event-stream');
    const waited = Math.round(exchange.waitedMs);
    this.#reply.write(`: ${headerText(this.attempt.endpoint.name)} answers, after ${waited} ms\n\n`);
  }

  /** @returns false when the client has to catch up first: wait for `drain` */
  write(piece: Buffer): boolean {
    const exchange = this.#exchange;
    this.heard = true;
    this.attempt.bytes += piece.length;
    exchange.bytesOut += piece.length;
    exchange.tail.push(piece);
    exchange.lastByteMs = exchange.elapsed();
    if (exchange.firstByteMs < 0) exchange.firstByteMs = exchange.lastByteMs;
    if (this.#flushes && !this.#wrapped) {
      this.#wrote = true;
      return this.#reply.write(piece);
    }
    this.#held.push(piece);
    this.#heldBytes += piece.length;
    return this.#wrapped || this.#heldBytes < JOINED_BYTES || this.release();
  }

  /** Lets go of what was held back for joining; false = the client has to catch up. */
  release(): boolean {
    if (this.#heldBytes === 0 || this.#wrapped) return true;
    const joined = this.#held.length === 1 ? this.#held[0]! : Buffer.concat(this.#held, this.#heldBytes);
    this.#held = [];
    this.#heldBytes = 0;
    this.#wrote = true;
    return this.#reply.write(joined);
  }

  end(): void {
    const reply = this.#reply;
    if (this.#wrapped) {
      // Line breaks mean nothing between the parts of a JSON text, and end an event.
      const text = Buffer.concat(this.#held, this.#heldBytes)
        .toString()
        .replaceAll(/\s*\n\s*/g, ' ');
      reply.end(`data: ${text}\n\n`);
      return;
    }
    // As text, head and body are one write to the kernel; as bytes they would be two.
    if (!this.#wrote && this.#held.length === 1) {
      this.#wrote = true;
      reply.end(this.#held[0]!.toString('latin1'), 'latin1');
      return;
    }
    this.release();
    this.#wrote = true;
    reply.end();
  }

  get clientIsSlow(): boolean {
    return this.#reply.writableNeedDrain;
  }

  onSilence(limitMs: number): void {
    this.silence(limitMs);
  }

  onProgress(): void {
    this.attempt.state.load.lastByteAt = Date.now();
  }

  /** Sends the head if nothing has carried it yet. */
  flushHeadAlone(): void {
    if (this.#wrote || this.#reply.destroyed) return;
    this.#wrote = true;
    this.#reply.flushHeaders();
  }
}

function flushHead(writer: AnswerWriter): void {
  writer.flushHeadAlone();
}

/** An error can be told inside an event stream that is neither counted nor compressed. */
function inBandOf({ contentType, contentLength, contentEncoding }: AnswerHead): Exchange['inBand'] {
  if (contentLength !== undefined || contentEncoding !== undefined) return '';
  if (contentType.startsWith('text/event-stream')) return 'sse';
  return contentType.includes('ndjson') || contentType.includes('stream+json') ? 'ndjson' : '';
}
