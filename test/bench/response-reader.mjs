// The least of an HTTP/1.1 client: finds where answers on one connection begin and end, and hands out their body bytes.

const HEAD = 0;
const CHUNK_SIZE = 1;
const CHUNK = 2;
const CHUNK_END = 3;
const TRAILER = 4;
const LENGTH = 5;
const UNTIL_CLOSE = 6;

export class ResponseReader {
  #state = HEAD;
  #remaining = 0;
  #rest;
  #handler;

  /** @param handler has `onHead(status)`, `onBody(bytes, from, to)` and `onEnd()` */
  constructor(handler) {
    this.#handler = handler;
  }

  push(chunk) {
    const bytes = this.#rest ? Buffer.concat([this.#rest, chunk]) : chunk;
    this.#rest = undefined;
    let at = 0;
    while (at < bytes.length) {
      const next = this.#step(bytes, at);
      if (next < 0) {
        this.#rest = bytes.subarray(at);
        return;
      }
      at = next;
    }
  }

  /** The connection ended. @returns whether an answer ended with it, as it should */
  close() {
    if (this.#state !== UNTIL_CLOSE) return false;
    this.#end();
    return true;
  }

  /** @returns where to go on, or -1 when the line at `at` is not complete yet */
  #step(bytes, at) {
    switch (this.#state) {
      case HEAD:
        return this.#readHead(bytes, at);
      case CHUNK_SIZE:
      case CHUNK_END:
      case TRAILER:
        return this.#readLine(bytes, at);
      default:
        return this.#readBody(bytes, at);
    }
  }

  #readHead(bytes, at) {
    const end = bytes.indexOf('\r\n\r\n', at);
    if (end < 0) return -1;
    const head = bytes.latin1Slice(at, end);
    const length = /\r\ncontent-length: *(\d+)/i.exec(head);
    this.#remaining = length ? Number(length[1]) : Infinity;
    if (/\r\ntransfer-encoding: *chunked/i.test(head)) this.#state = CHUNK_SIZE;
    else this.#state = length ? LENGTH : UNTIL_CLOSE;
    this.#handler.onHead(Number(head.slice(9, 12)));
    if (this.#remaining === 0) this.#end();
    return end + 4;
  }

  #readLine(bytes, at) {
    const end = bytes.indexOf('\r\n', at);
    if (end < 0) return -1;
    if (this.#state === CHUNK_END) {
      this.#state = CHUNK_SIZE;
    } else if (this.#state === CHUNK_SIZE) {
      this.#remaining = Number.parseInt(bytes.latin1Slice(at, end), 16);
      this.#state = this.#remaining === 0 ? TRAILER : CHUNK;
    } else if (end === at) {
      this.#end();
    }
    return end + 2;
  }

  #readBody(bytes, at) {
    const to = Math.min(bytes.length, at + this.#remaining);
    this.#remaining -= to - at;
    this.#handler.onBody(bytes, at, to);
    if (this.#remaining === 0) {
      if (this.#state === CHUNK) this.#state = CHUNK_END;
      else this.#end();
    }
    return to;
  }

  #end() {
    this.#state = HEAD;
    this.#handler.onEnd();
  }
}
