import { type EndpointState, isRoutable } from '../core/endpoint.js';
import type { Logger } from '../core/logger.js';

/** Told of an endpoint whose status changed, with its record after the change. */
export type StatusListener = (state: EndpointState) => void | Promise<void>;

const LIMIT_MS = 10_000;
const LATE = Symbol('late');

/**
 * Tells subscribers of endpoints that came back or left rotation, by whatever cause. Nobody waits for a
 * subscriber, and a failing one only leaves a line in the log.
 */
export class StatusCallbacks {
  readonly #recovered = new Set<StatusListener>();
  readonly #left = new Set<StatusListener>();

  constructor(private readonly log: Logger) {}

  onRecovered(listener: StatusListener): () => void {
    this.#recovered.add(listener);
    return () => void this.#recovered.delete(listener);
  }

  onLeft(listener: StatusListener): () => void {
    this.#left.add(listener);
    return () => void this.#left.delete(listener);
  }

  tell(before: EndpointState, after: EndpointState): void {
    if (after.status === 'healthy' && before.status !== 'healthy' && before.status !== 'unknown') {
      for (const listener of this.#recovered) void this.#call('recovery', listener, after);
    }
    if (isRoutable(before.status) && !isRoutable(after.status)) {
      for (const listener of this.#left) void this.#call('unhealthy', listener, after);
    }
  }

  async #call(kind: 'recovery' | 'unhealthy', listener: StatusListener, state: EndpointState): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<typeof LATE>((resolve) => {
      timer = setTimeout(() => resolve(LATE), LIMIT_MS);
    });
    const facts = { endpoint: state.endpoint.name };
    try {
      const called = Promise.resolve(state).then(listener);
      const timedOut = kind === 'recovery' ? 'Recovery callback timed out' : 'Unhealthy callback timed out';
      if ((await Promise.race([called, late])) === LATE) this.log.warn(timedOut, facts);
    } catch (error) {
      this.log.warn(`Failed to execute ${kind} callback`, { ...facts, error: String(error) });
    } finally {
      clearTimeout(timer);
    }
  }
}
