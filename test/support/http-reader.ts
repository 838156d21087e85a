/** Reads one HTTP/1.1 answer from the bytes of a socket as they come, and knows whether it came to its end. */
export class HttpReader {
  status = 0;
  readonly headers = new Map<string, string>();
  /** Set when the answer is whole by its own account. */
  finished = false;
  #head = '';
  #rest = '';
  /** Body bytes that are still due; of a chunk while there are chunks, -1 = its size line is due. */
  #due = -1;
  #chunked = false;

  /** @param onBody is given the body piece by piece, as latin1 text */
  constructor(private readonly onBody: (text: string) => void) {}

  push(text: string): void {
    if (this.status > 0) return this.#body(text);
    this.#head += text;
    const end = this.#head.indexOf('\r\n\r\n');
    if (end < 0) return;
    const rest = this.#head.slice(end + 4);
    const [first = '', ...lines] = this.#head.slice(0, end).split('\r\n');
    if (first.startsWith('HTTP/1.1 1')) {
      this.#head = '';
      return this.push(rest);
    }
    this.status = Number(first.split(' ')[1]);
    for (const line of lines) {
      const colon = line.indexOf(':');
      this.headers.set(line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim());
    }
    this.#chunked = this.headers.get('transfer-encoding') === 'chunked';
    if (!this.#chunked) this.#due = Number(this.headers.get('content-length') ?? Infinity);
    if (this.#due === 0) this.finished = true;
    if (rest) this.#body(rest);
  }

  /** The other side has closed: an answer without a length ends with that. */
  close(): void {
    if (this.#due === Infinity) this.finished = true;
  }

  #body(text: string): void {
    if (this.#chunked) return this.#chunks(text);
    this.#due -= text.length;
    if (this.#due <= 0) this.finished = true;
    this.onBody(text);
  }

  #chunks(text: string): void {
    this.#rest += text;
    for (;;) {
      if (this.#due < 0) {
        const end = this.#rest.indexOf('\r\n');
        if (end < 0) return;
        this.#due = parseInt(this.#rest, 16);
        this.#rest = this.#rest.slice(end + 2);
        if (this.#due === 0) {
          this.finished = true;
          return;
        }
      }
      if (this.#rest.length < this.#due + 2) return;
      this.onBody(this.#rest.slice(0, this.#due));
      this.#rest = this.#rest.slice(this.#due + 2);
      this.#due = -1;
    }
  }
}
