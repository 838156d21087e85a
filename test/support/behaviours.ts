import type { Behaviour } from './backend.js';
import { sendJson } from './backend.js';

/** Takes the request and says nothing. */
export const hangs: Behaviour = () => undefined;

/** Closes the connection without an answer. */
export const closes: Behaviour = (response) => void response.socket!.destroy();

/** Resets the connection without an answer. */
export const resets: Behaviour = (response) => void response.socket!.resetAndDestroy();

/** Answers with this status and says so. */
export const refuses =
  (status: number, headers: object = {}): Behaviour =>
  (response) =>
    sendJson(response, { error: { message: `backend said ${status}` } }, status, headers);

/** Behaves like each of these in turn, then for ever like the last one. */
export function inTurn(...behaviours: readonly Behaviour[]): Behaviour {
  let turn = 0;
  return (response, request) => behaviours[Math.min(turn++, behaviours.length - 1)]!(response, request);
}

export interface StreamPlan {
  /** How many frames there are in all. */
  readonly frames: number;
  readonly everyMs?: number;
  /** Breaks off after so many frames. */
  readonly cutAfter?: number;
  /** Says nothing more after so many frames. */
  readonly silentAfter?: number;
  readonly kind?: 'sse' | 'ndjson';
  /** Bytes that each frame carries beside its number. */
  readonly padding?: number;
}

/** Streams numbered frames, each with the `tag` of its request's body if it has one. */
export function streams({
  frames,
  everyMs = 10,
  cutAfter,
  silentAfter,
  kind = 'sse',
  padding = 0,
}: StreamPlan): Behaviour {
  return (response, { body }) => {
    const tag = /"tag":"([^"]*)"/.exec(body.toString('latin1'))?.[1] ?? '';
    const pad = 'x'.repeat(padding);
    const type = kind === 'sse' ? 'text/event-stream' : 'application/x-ndjson';
    response.writeHead(200, { 'content-type': type });
    let sent = 0;
    const say = (): void => {
      if (sent === cutAfter) return end(() => response.socket?.destroy());
      if (sent === silentAfter) return end(() => undefined);
      if (sent === frames) return end(() => response.end(kind === 'sse' ? 'data: [DONE]\n\n' : ''));
      response.write(frame(kind, sent++, tag, pad));
    };
    const timer = setInterval(say, everyMs);
    const end = (last: () => void): void => {
      clearInterval(timer);
      last();
    };
    response.once('close', () => clearInterval(timer));
    say();
  };
}

/** A frame that is valid in its dialect: the official clients read these streams too. */
function frame(kind: 'sse' | 'ndjson', seq: number, tag: string, pad: string): string {
  if (kind === 'ndjson') {
    const message = { role: 'assistant', content: `word${seq} ` };
    return `${JSON.stringify({ seq, tag, pad, model: 'any', message, done: false })}\n`;
  }
  const choices = [{ index: 0, delta: { content: `word${seq} ` }, finish_reason: null }];
  return `data: ${JSON.stringify({ seq, tag, pad, object: 'chat.completion.chunk', choices })}\n\n`;
}

/** Answers with so many bytes of event stream as fast as the caller takes them, and counts what was taken. */
export class Flood {
  sent = 0;

  /** @param bytes of each answer, a multiple of 64 KiB */
  constructor(private readonly bytes: number) {}

  readonly behaviour: Behaviour = (response) => {
    const piece = Buffer.from(`${'z'.repeat(64 * 1024 - 1)}\n`);
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    let left = this.bytes;
    const pour = (): void => {
      while (left > 0) {
        left -= piece.length;
        this.sent += piece.length;
        if (!response.write(piece)) return void response.once('drain', pour);
      }
      response.end();
    };
    pour();
  };
}
