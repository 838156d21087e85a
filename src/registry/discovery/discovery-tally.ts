/** How listings have gone since the program began. */
export interface DiscoveryStats {
  readonly total: number;
  readonly successful: number;
  readonly failed: number;
  /** Of successful listings; the latest counts as much as all before it together. */
  readonly averageLatencyMs: number;
  /** Epoch milliseconds; 0 before the first. */
  readonly lastSuccessAt: number;
  /** Failed listings by the name of the endpoint; those without any are missing. */
  readonly errorsByEndpoint: Readonly<Record<string, number>>;
  /** Names of the endpoints that full runs leave out. */
  readonly disabledEndpoints: readonly string[];
}

/** Counts listings. One with several attempts counts once. */
export class DiscoveryTally {
  #successful = 0;
  #failed = 0;
  #averageLatencyMs = 0;
  #lastSuccessAt = 0;

  succeeded(now: number, latencyMs: number): void {
    this.#averageLatencyMs = this.#successful === 0 ? latencyMs : (this.#averageLatencyMs + latencyMs) / 2;
    this.#successful++;
    this.#lastSuccessAt = now;
  }

  failed(): void {
    this.#failed++;
  }

  read(): Omit<DiscoveryStats, 'errorsByEndpoint' | 'disabledEndpoints'> {
    return {
      total: this.#successful + this.#failed,
      successful: this.#successful,
      failed: this.#failed,
      averageLatencyMs: this.#averageLatencyMs,
      lastSuccessAt: this.#lastSuccessAt,
    };
  }
}
