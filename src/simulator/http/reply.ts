import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';

/** How an answer goes wrong on its way: the socket breaks, or the bytes stop making sense. */
export interface Damage {
  readonly kind: 'cut' | 'garble';
  /** Good frames before it happens; an answer in one piece breaks in its middle. */
  readonly afterFrames: number;
}

/** Writes one answer, whole or frame by frame, and spoils it when told to. */
export class Reply {
  private frames = 0;
  private over = false;

  constructor(
    private readonly response: ServerResponse,
    private readonly headers: OutgoingHttpHeaders,
    private readonly damage: Damage | undefined,
  ) {}

  json(status: number, value: unknown, headers?: OutgoingHttpHeaders): void {
    this.whole(status, 'application/json', JSON.stringify(value), headers);
  }

  text(status: number, text: string, type = 'text/plain; charset=utf-8'): void {
    this.whole(status, type, text);
  }

  /** Sends the head of a stream at once, before there is anything to say. */
  openStream(type: string): void {
    this.head(type);
    if (!this.over) this.response.flushHeaders();
  }

  /** One frame of a stream, exactly as it goes over the wire. */
  frame(type: string, frame: string): void {
    if (this.over) return;
    this.head(type);
    if (this.damage && this.frames >= this.damage.afterFrames) this.spoil(this.damage, frame);
    else this.response.write(frame);
    this.frames++;
  }

  /** The last frame and the end; a stream too short to be spoilt before is spoilt here. */
  lastFrame(type: string, frame: string): void {
    if (this.over) return;
    this.head(type);
    if (this.damage) this.spoil(this.damage, frame);
    else this.response.end(frame);
    this.over = true;
  }

  /** Called once, when the answer is complete or the client has left. */
  onClose(listener: () => void): void {
    if (this.response.destroyed || this.response.closed) listener();
    else this.response.once('close', listener);
  }

  private head(type: string): void {
    if (this.over || this.response.headersSent) return;
    this.response.writeHead(200, { 'content-type': type, 'cache-control': 'no-cache', ...this.headers });
  }

  private whole(status: number, type: string, body: string, headers?: OutgoingHttpHeaders): void {
    if (this.over) return;
    this.over = true;
    const garbled = this.damage?.kind === 'garble';
    const sent = garbled ? body.slice(0, Math.max(1, body.length >> 1)) : body;
    const length = Buffer.byteLength(sent);
    this.response.writeHead(status, {
      'content-type': type,
      'content-length': length,
      ...this.headers,
      ...headers,
    });
    if (this.damage?.kind !== 'cut') this.response.end(sent);
    else this.response.write(body.slice(0, body.length >> 1), () => this.response.destroy());
  }

  private spoil(damage: Damage, frame: string): void {
    this.over = true;
    const half = frame.slice(0, Math.max(1, frame.length >> 1));
    if (damage.kind === 'cut') this.response.write(half, () => this.response.destroy());
    else this.response.end(`${half}\n\n`);
  }
}
