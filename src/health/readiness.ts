import { isRoutable } from '../core/endpoint.js';
import type { FleetStore } from '../registry/index.js';

/** Whether this process should be sent requests, and if not, why. */
export interface ReadyView {
  readonly ready: boolean;
  readonly message?: string;
  readonly routable: number;
  readonly endpoints: number;
}

/** Ready while an endpoint can take requests and nobody has asked to drain. */
export class Readiness {
  #draining = false;

  constructor(private readonly store: FleetStore) {}

  get isDraining(): boolean {
    return this.#draining;
  }

  /** From now on not ready: called when the shutdown begins, so that no new requests are sent here. */
  drain(): void {
    this.#draining = true;
  }

  view(): ReadyView {
    const { endpoints } = this.store.fleet;
    const routable = endpoints.filter((state) => !state.draining && isRoutable(state.status)).length;
    const counts = { routable, endpoints: endpoints.length };
    if (this.#draining) return { ready: false, message: 'shutting down', ...counts };
    if (routable === 0) return { ready: false, message: 'no endpoint can take requests', ...counts };
    return { ready: true, ...counts };
  }
}
