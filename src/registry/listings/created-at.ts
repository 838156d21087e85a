import type { Fleet } from '../../core/fleet.js';

const SECOND = 1_000;

/** Since when models are said to be there. Lists that say the same are to be the same, byte for byte. */
export class CreatedAt {
  #version = -1;
  #seconds = 0;

  /** Seconds since the epoch; the same as long as no model comes or goes. */
  of({ modelsVersion }: Fleet): number {
    if (modelsVersion !== this.#version) {
      this.#version = modelsVersion;
      this.#seconds = Math.floor(Date.now() / SECOND);
    }
    return this.#seconds;
  }
}
