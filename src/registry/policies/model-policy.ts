import type { ModelPolicyConfig } from '../../config/index.js';
import type { Matcher } from '../../core/glob.js';
import { wildcard } from '../../core/wildcard.js';

/** Where a model is to be, and what stands in for it. */
export class ModelPolicy {
  /** As configured: a name or a pattern. */
  readonly name: string;
  readonly pinned: boolean;
  /** Endpoints that hold it in memory at least; 0 = none has to. */
  readonly minReplicas: number;
  /** At most; `Infinity` = no limit. */
  readonly maxReplicas: number;
  /** Models that are asked while nobody can serve it, in order. */
  readonly fallback: readonly string[];
  readonly #only: readonly Matcher[];
  readonly #never: readonly Matcher[];

  constructor({
    name,
    pin,
    preload,
    minReplicas,
    maxReplicas,
    onlyOn,
    neverOn,
    fallback,
  }: ModelPolicyConfig) {
    this.name = name;
    this.pinned = pin;
    this.minReplicas = Math.max(minReplicas, preload ? 1 : 0);
    this.maxReplicas = maxReplicas > 0 ? maxReplicas : Infinity;
    this.fallback = fallback.map((model) => model.toLowerCase());
    this.#only = onlyOn.map(wildcard);
    this.#never = neverOn.map(wildcard);
  }

  /** Whether an endpoint of this name may serve it. */
  allows(endpoint: string): boolean {
    const name = endpoint.toLowerCase();
    if (this.#never.some((fits) => fits(name))) return false;
    return this.#only.length === 0 || this.#only.some((fits) => fits(name));
  }
}
