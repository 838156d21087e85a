const EMPTY = Buffer.alloc(0);
/** Of the beginning and of the end this much is looked at. */
const HEAD_BYTES = 4 * 1024;
const TEXT_BYTES = 8 * 1024;
const CLOSING_BYTES = 16 * 1024;
/** A server that writes the lines of an event one by one takes a few pieces to say anything. */
const HEAD_PIECES = 4;
/** A power of two. The closing figures, the reason and the end mark often come as pieces of their own. */
const LAST_PIECES = 8;

/** The end of an answer in one piece. */
export interface Closing {
  readonly bytes: Buffer;
  /** Are these all bytes of the answer? */
  readonly whole: boolean;
}

/**
 * The first and the last pieces of an answer, by reference: enough to read the figures that it opens and closes
 * with. A piece costs two stores and an addition; everything else waits until somebody asks.
 */
export class Tail {
  readonly #first: Buffer[] = [];
  #firstBytes = 0;
  readonly #last: Buffer[] = [];
  #pieces = 0;
  #bytes = 0;

  push(piece: Buffer): void {
    if (this.#firstBytes < HEAD_BYTES && this.#pieces < HEAD_PIECES) {
      this.#first.push(piece);
      this.#firstBytes += piece.length;
    }
    // It fills the end by itself: those before it are let go, so that large answers hold little memory.
    if (piece.length >= CLOSING_BYTES) this.#last.fill(EMPTY);
    this.#last[this.#pieces & (LAST_PIECES - 1)] = piece;
    this.#pieces++;
    this.#bytes += piece.length;
  }

  /** How many pieces came. */
  get pieces(): number {
    return this.#pieces;
  }

  /** The last byte that came; -1 before the first. */
  get lastByte(): number {
    for (let back = 1; back <= this.#kept; back++) {
      const piece = this.#backFrom(back);
      if (piece.length > 0) return piece[piece.length - 1]!;
    }
    return -1;
  }

  /** The last 8 KiB at most, as Latin-1 text: byte positions stay byte positions. */
  text(): string {
    return this.#end(TEXT_BYTES).toString('latin1');
  }

  /** The first 4 KiB at most. */
  head(): Buffer {
    const joined = this.#first.length === 1 ? this.#first[0]! : Buffer.concat(this.#first);
    return joined.subarray(0, HEAD_BYTES);
  }

  /** The last 16 KiB at most. */
  closing(): Closing {
    const bytes = this.#end(CLOSING_BYTES);
    return { bytes, whole: bytes.length === this.#bytes };
  }

  get #kept(): number {
    return Math.min(this.#pieces, LAST_PIECES);
  }

  /** The last piece is number one. */
  #backFrom(back: number): Buffer {
    return this.#last[(this.#pieces - back) & (LAST_PIECES - 1)]!;
  }

  #end(most: number): Buffer {
    let room = most;
    const parts: Buffer[] = [];
    for (let back = 1; back <= this.#kept && room > 0; back++) {
      const piece = this.#backFrom(back);
      const part = piece.length > room ? piece.subarray(piece.length - room) : piece;
      parts.push(part);
      room -= part.length;
    }
    return parts.length === 1 ? parts[0]! : Buffer.concat(parts.reverse());
  }
}
