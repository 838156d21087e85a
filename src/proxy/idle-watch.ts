/** A relay whose silence is counted. */
export interface Watched {
  /** Set when a byte comes; the watch takes it back. */
  heard: boolean;
  /** Is the client the one that is waited for? Then silence is not the backend's. */
  readonly clientIsSlow: boolean;
  /** Milliseconds of the monotonic clock since which it has been silent; the watch's own. */
  silentSince: number;
  /** The backend has been silent for longer than allowed. */
  onSilence(limitMs: number): void;
  /** Bytes came within the last tick. */
  onProgress(): void;
}

const MAX_TICK_MS = 250;

/**
 * Keeps `proxy.read_timeout` for every relay with one timer: a byte costs a flag, not a clock reading.
 * A limit is kept to within a quarter of a second, or a quarter of itself when it is shorter than one.
 */
export class IdleWatch {
  readonly #relays = new Set<Watched>();
  #timer: NodeJS.Timeout | undefined;

  constructor(private readonly limitMs: () => number) {}

  add(relay: Watched): void {
    relay.silentSince = performance.now();
    this.#relays.add(relay);
    this.#timer ??= setInterval(() => this.#tick(), tickMs(this.limitMs()));
  }

  remove(relay: Watched): void {
    this.#relays.delete(relay);
  }

  #tick(): void {
    // The timer rests only after a whole tick without a relay: requests do not start and stop it.
    if (this.#relays.size === 0) {
      clearInterval(this.#timer);
      this.#timer = undefined;
      return;
    }
    const now = performance.now();
    const limit = this.limitMs();
    for (const relay of this.#relays) {
      if (relay.heard) {
        relay.heard = false;
        relay.silentSince = now;
        relay.onProgress();
      } else if (relay.clientIsSlow) relay.silentSince = now;
      else if (now - relay.silentSince >= limit) relay.onSilence(limit);
    }
  }
}

const tickMs = (limitMs: number): number => Math.min(MAX_TICK_MS, Math.max(10, limitMs / 4));
