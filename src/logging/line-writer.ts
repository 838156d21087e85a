import { write, writeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Sink } from './outlet.js';

/** A reader that is slower than the log may owe this many characters; further lines are dropped. */
const MOST_WAITING = 16 * 1024 * 1024;
const RETRY_MS = 20;
const POLL_MS = 5;
/** How long the end of the process waits for a reader. */
const PATIENCE_MS = 1_000;

type WriteError = NodeJS.ErrnoException | null;

/**
 * Writes lines to a descriptor without holding anybody up: lines gather while a write is under way. A reader that is
 * slow or gone, or a disk that is full, costs lines: neither memory nor requests, nor the end of the process.
 */
export class LineWriter implements Sink {
  #waiting = '';
  /** What is being written. */
  #batch: Buffer | undefined;

  constructor(private readonly fd: number) {}

  write(line: string): void {
    if (this.#waiting.length > MOST_WAITING) return;
    this.#waiting += line;
    if (this.#batch === undefined) this.#next();
  }

  /** Resolves once everything is written, or the reader has had its time. */
  async drained(): Promise<void> {
    const deadline = performance.now() + PATIENCE_MS;
    while (this.#batch !== undefined && performance.now() < deadline) await sleep(POLL_MS);
  }

  /** Writes what has not been begun, without returning to the event loop: for the `exit` of the process. */
  flushSync(): void {
    let rest = Buffer.from(this.#waiting);
    this.#waiting = '';
    const deadline = performance.now() + PATIENCE_MS;
    while (rest.length > 0 && performance.now() < deadline) {
      try {
        rest = rest.subarray(writeSync(this.fd, rest));
      } catch (error) {
        if (!isBusy(error as WriteError)) return;
      }
    }
  }

  #next(): void {
    if (this.#waiting === '') return;
    this.#send(Buffer.from(this.#waiting));
    this.#waiting = '';
  }

  #send(batch: Buffer): void {
    this.#batch = batch;
    write(this.fd, batch, this.#sent);
  }

  readonly #sent = (error: WriteError, bytes: number): void => {
    const batch = this.#batch!;
    if (isBusy(error)) return void setTimeout(() => this.#send(batch), RETRY_MS);
    if (error === null && bytes < batch.length) return this.#send(batch.subarray(bytes));
    // What could not be written is lost; perhaps there is room for the next.
    this.#batch = undefined;
    this.#next();
  };
}

/** Descriptors that others have made non-blocking say this while their reader is behind. */
const isBusy = (error: WriteError): boolean => error?.code === 'EAGAIN' || error?.code === 'EBUSY';
