// Many streams, each a frame every PACE_MS, from one timer: a wheel of one-millisecond slots, streams spread over them.
import { PACED_FRAMES, PACE_MS, microseconds } from './payloads.mjs';

export class PacedStreams {
  #slots = Array.from({ length: PACE_MS }, () => new Set());
  #text;
  #timer;
  #startedAt = 0;
  #tick = 0;

  /** @param text `head` and `end` of a stream, and `frame(index, stamp)` for what stands between */
  constructor(text) {
    this.#text = text;
  }

  start(socket, closeAfter) {
    socket.write(this.#text.head + this.#text.frame(0, microseconds()), 'latin1');
    const slot = this.#slots.reduce((least, each) => (each.size < least.size ? each : least));
    const stream = { socket, closeAfter, sent: 1 };
    slot.add(stream);
    socket.once('close', () => slot.delete(stream));
    this.#timer ??= this.#run();
  }

  #run() {
    this.#startedAt = performance.now();
    this.#tick = 0;
    return setInterval(() => this.#turn(), 1);
  }

  /** Timers come late, never early: catch up with the clock, so that the pace holds on average. */
  #turn() {
    const due = Math.floor(performance.now() - this.#startedAt);
    for (; this.#tick < due; this.#tick++) {
      const slot = this.#slots[this.#tick % PACE_MS];
      for (const stream of slot) this.#send(stream, slot);
    }
    if (this.#slots.every((slot) => slot.size === 0)) {
      clearInterval(this.#timer);
      this.#timer = undefined;
    }
  }

  #send(stream, slot) {
    const { socket } = stream;
    if (stream.sent < PACED_FRAMES) {
      socket.write(this.#text.frame(stream.sent++, microseconds()), 'latin1');
      return;
    }
    slot.delete(stream);
    socket.write(this.#text.end, 'latin1');
    if (stream.closeAfter) socket.end();
  }
}
