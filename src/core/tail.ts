const EMPTY = Buffer.alloc(0);
const KEPT_BYTES = 8 * 1024;

/** The last pieces of an answer, by reference: enough to read its closing figures, at no cost per piece. */
export class Tail {
  #last: Buffer = EMPTY;
  #before: Buffer = EMPTY;

  push(piece: Buffer): void {
    this.#before = this.#last;
    this.#last = piece;
  }

  /** The last byte that came; -1 before the first. */
  get lastByte(): number {
    return this.#last.length > 0 ? this.#last[this.#last.length - 1]! : -1;
  }

  /** The last 8 KiB at most, as Latin-1 text: byte positions stay byte positions. */
  text(): string {
    const last = this.#last.toString('latin1', Math.max(0, this.#last.length - KEPT_BYTES));
    const room = KEPT_BYTES - last.length;
    if (room <= 0 || this.#before.length === 0) return last;
    return this.#before.toString('latin1', Math.max(0, this.#before.length - room)) + last;
  }
}
