// Holds one received stream against what the backend sends: every frame, in order, unchanged, then the end.
import { FRAME_BYTES, LAST_EVENT, frameStamp, isFrame, microseconds } from './payloads.mjs';

export class StreamCheck {
  frames = 0;
  fault = '';
  firstFrameAt = 0;
  #expected;
  #rest;
  #ended = false;
  #onDelay;

  /** @param onDelay takes how long each stamped frame was under way, in microseconds */
  constructor(expected, onDelay) {
    this.#expected = expected;
    this.#onDelay = onDelay;
  }

  onHead(status) {
    if (status !== 200) this.fault = `status ${status}`;
  }

  onBody(bytes, from, to) {
    if (this.fault) return;
    const now = microseconds();
    let at = from;
    let end = to;
    if (this.#rest) {
      bytes = Buffer.concat([this.#rest, bytes.subarray(from, to)]);
      at = 0;
      end = bytes.length;
      this.#rest = undefined;
    }
    while (this.frames < this.#expected && end - at >= FRAME_BYTES) {
      if (!isFrame(bytes, at, this.frames)) {
        this.fault = `frame ${this.frames} is lost or changed`;
        return;
      }
      if (this.frames === 0) this.firstFrameAt = now;
      const stamp = frameStamp(bytes, at);
      if (stamp > 0) this.#onDelay(now - stamp);
      this.frames++;
      at += FRAME_BYTES;
    }
    if (at < end) this.#keep(bytes.subarray(at, end));
  }

  /** @returns the stream's fault, or '' for a stream that came whole */
  verdict() {
    if (this.fault || this.#ended) return this.fault;
    return `ended after ${this.frames} of ${this.#expected} frames`;
  }

  #keep(bytes) {
    if (this.frames === this.#expected && bytes.length >= LAST_EVENT.length) {
      if (LAST_EVENT.equals(bytes)) this.#ended = true;
      else this.fault = 'something else where the last event should be';
    } else {
      this.#rest = Buffer.from(bytes);
    }
  }
}
