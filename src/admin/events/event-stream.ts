import type { ServerResponse } from 'node:http';

const BEAT_MS = 15_000;
/** A reader with so many bytes on the way is too slow to be waited for. */
const MOST_PENDING_BYTES = 1_048_576;

/** One reader of server-sent events. Whoever does not keep up is cut off: it comes back and asks for what it missed. */
export class EventStream {
  readonly #beat: NodeJS.Timeout;

  /** @param headers header lines: name, value, name, value */
  constructor(
    private readonly reply: ServerResponse,
    headers: readonly string[],
  ) {
    const own = ['Content-Type', 'text/event-stream', 'Cache-Control', 'no-store', 'X-Accel-Buffering', 'no'];
    reply.writeHead(200, [...headers, ...own]);
    reply.flushHeaders();
    this.#beat = setInterval(() => this.#write(': here\n\n'), BEAT_MS).unref();
    reply.once('close', () => clearInterval(this.#beat));
  }

  /** How long clients are to wait before they come back. */
  retryAfter(milliseconds: number): void {
    this.#write(`retry: ${milliseconds}\n\n`);
  }

  send(type: string, data: unknown, id?: number): void {
    this.#write(eventText(type, data, id));
  }

  /** Sends what {@link eventText} made once for many. */
  sendText(text: string): void {
    this.#write(text);
  }

  end(): void {
    clearInterval(this.#beat);
    this.reply.end();
  }

  #write(text: string): void {
    if (this.reply.destroyed || this.reply.writableEnded) return;
    if (this.reply.writableLength > MOST_PENDING_BYTES) this.reply.destroy();
    else this.reply.write(text);
  }
}

/** An event as it is sent. */
export function eventText(type: string, data: unknown, id?: number): string {
  const head = id === undefined ? '' : `id: ${id}\n`;
  return `${head}event: ${type}\ndata: ${JSON.stringify(data)}\n\n`;
}
