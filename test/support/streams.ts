import { connect, type Socket } from 'node:net';
import { chatBody } from './ask.js';
import { dig } from './dig.js';
import { HttpReader } from './http-reader.js';
import { until } from './until.js';

export interface StreamRequest {
  readonly path?: string;
  readonly model: string;
  readonly headers?: Readonly<Record<string, string>>;
}

let streams = 0;

/**
 * One streaming chat on a bare socket of its own: sees how an answer really ends, and checks that its numbered
 * frames (see `streams` of behaviours.ts) are its own, complete and in order.
 */
export class RawStream {
  /** What came, without the frames of HTTP. */
  body = '';
  /** Payloads: what follows `data: ` in an event stream, else the lines. */
  readonly payloads: string[] = [];
  /** How many numbered frames came. */
  frames = 0;
  /** Frames that were foreign or out of order. */
  readonly wrong: string[] = [];
  /** Milliseconds from the request to the first frame. */
  firstFrameMs = 0;
  /** How the connection ended: `whole` = the answer had come to its proper end before. */
  readonly ended: Promise<'whole' | 'cut'>;
  readonly #socket: Socket;
  readonly #reader = new HttpReader((text) => this.#take(text));
  readonly #tag = `stream-${process.pid}-${streams++}`;
  readonly #startedAt = performance.now();
  #line = '';

  constructor(url: string, { path = '/olla/openai/v1/chat/completions', model, headers }: StreamRequest) {
    const { hostname, port, host } = new URL(url);
    const body = chatBody(model, { stream: true, tag: this.#tag });
    const lines = Object.entries({
      host,
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      ...headers,
    }).map(([name, value]) => `${name}: ${value}\r\n`);
    this.#socket = connect(Number(port), hostname);
    this.#socket.setNoDelay(true).setEncoding('latin1');
    this.#socket.on('connect', () =>
      this.#socket.write(`POST ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body}`),
    );
    this.#socket.on('data', (text: string) => {
      this.#reader.push(text);
      if (this.#reader.finished) this.#socket.end();
    });
    this.#socket.on('error', () => undefined);
    this.ended = new Promise((resolve) => {
      this.#socket.once('close', () => {
        this.#reader.close();
        resolve(this.#reader.finished ? 'whole' : 'cut');
      });
    });
  }

  get status(): number {
    return this.#reader.status;
  }

  header(name: string): string {
    return this.#reader.headers.get(name) ?? '';
  }

  /** Waits until so many frames have come. */
  async seen(frames: number): Promise<void> {
    await until(`${frames} frames`, () => this.frames >= frames);
  }

  /** Waits for the head of the answer. */
  async begun(): Promise<void> {
    await until('the head of the answer', () => this.status > 0);
  }

  /** Reads no more until `resume`. */
  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }

  leave(): void {
    this.#socket.destroy();
  }

  #take(text: string): void {
    this.body += text;
    this.#line += text;
    for (let end; (end = this.#line.indexOf('\n')) >= 0;) {
      const line = this.#line.slice(0, end);
      this.#line = this.#line.slice(end + 1);
      if (line !== '') this.#payload(line.startsWith('data: ') ? line.slice(6) : line);
    }
  }

  #payload(payload: string): void {
    this.payloads.push(payload);
    if (!payload.startsWith('{"seq":')) return;
    if (this.frames === 0) this.firstFrameMs = performance.now() - this.#startedAt;
    const frame: unknown = JSON.parse(payload);
    if (dig(frame, 'seq') !== this.frames) this.wrong.push(`${payload} where ${this.frames} was due`);
    if (dig(frame, 'tag') !== this.#tag) this.wrong.push(`${payload} is not of ${this.#tag}`);
    this.frames++;
  }
}
