import type { ModelPolicyConfig } from '../../config/index.js';
import { wildcard } from '../../core/wildcard.js';
import { ModelPolicy } from './model-policy.js';

/** Names come from clients: so many are remembered. */
const MOST_NAMES = 4_096;

/** The policies of one configuration, `models`. */
export class ModelPolicies {
  readonly #policies: readonly { readonly fits: (name: string) => boolean; readonly policy: ModelPolicy }[];
  readonly #byName = new Map<string, ModelPolicy | undefined>();

  constructor(configured: readonly ModelPolicyConfig[]) {
    this.#policies = configured.map((entry) => ({
      fits: wildcard(entry.name),
      policy: new ModelPolicy(entry),
    }));
  }

  /** Of several that fit the first; undefined where none does. Costs one comparison where none is configured. */
  of(model: string): ModelPolicy | undefined {
    if (this.#policies.length === 0) return undefined;
    const folded = model.toLowerCase();
    const known = this.#byName.get(folded);
    if (known !== undefined || this.#byName.has(folded)) return known;
    const found = this.#policies.find(({ fits }) => fits(folded) || fits(withoutTag(folded)))?.policy;
    if (this.#byName.size >= MOST_NAMES) this.#byName.clear();
    this.#byName.set(folded, found);
    return found;
  }

  /** Whether some model is to be in memory before anybody asks, or for good. */
  get cares(): boolean {
    return this.#policies.some(({ policy }) => policy.minReplicas > 0 || policy.pinned);
  }
}

/** A policy for `llama3` means `llama3:latest` too. */
const withoutTag = (name: string): string =>
  name.endsWith(':latest') ? name.slice(0, -':latest'.length) : name;
