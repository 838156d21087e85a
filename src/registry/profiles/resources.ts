import type { ProfileDefinition } from '../../config/profiles/index.js';
import type { ModelResources } from './profile-facts.js';
import { hasSizeToken } from './size-token.js';

type Definition = NonNullable<ProfileDefinition['resources']>;
type Defaults = NonNullable<Definition['defaults']>;
type Numbers = Omit<Defaults, 'requires_gpu'>;

const NOTHING: ModelResources = {
  minMemoryGb: 0,
  recommendedMemoryGb: 0,
  minGpuMemoryGb: 0,
  requiresGpu: false,
  estimatedLoadTimeMs: 0,
};

/** Tells from a model's name what it needs, and so how many requests at once and how long (backends.md §3.4). */
export class Resources {
  readonly #definition: Definition;
  readonly #defaults: Defaults;
  /** The longest key first, so that `q4_k` goes before `q4`. */
  readonly #multipliers: readonly (readonly [key: string, factor: number])[];

  constructor(definition: Definition | undefined) {
    this.#definition = definition ?? {};
    this.#defaults = this.#definition.defaults ?? {};
    this.#multipliers = Object.entries(this.#definition.quantization?.multipliers ?? {}).sort(
      ([a], [b]) => b.length - a.length,
    );
  }

  of(model: string): ModelResources {
    const sizes = this.#definition.model_sizes ?? [];
    if (sizes.length === 0 && !this.#defaults.min_memory_gb) return NOTHING;
    const bucket = sizes.find(({ patterns }) => patterns?.some((token) => hasSizeToken(model, token)));
    return this.#scaled(bucket ?? this.#defaults, this.#factor(model));
  }

  /** Undefined when the file sets no limit for what the model needs. */
  concurrencyOf(model: string): number | undefined {
    const limits = this.#definition.concurrency_limits ?? [];
    if (limits.length === 0) return undefined;
    const { minMemoryGb } = this.of(model);
    return limits.find(({ min_memory_gb = 0 }) => minMemoryGb >= min_memory_gb)?.max_concurrent || undefined;
  }

  /** @param otherwiseMs where the file names no time of its own */
  timeoutMs(model: string, otherwiseMs: number): number {
    const { base_timeout_seconds: base = 0, load_time_buffer: buffer } =
      this.#definition.timeout_scaling ?? {};
    const timeoutMs = base > 0 ? base * 1_000 : otherwiseMs;
    return buffer ? timeoutMs + this.of(model).estimatedLoadTimeMs : timeoutMs;
  }

  #scaled(numbers: Numbers, factor: number): ModelResources {
    return {
      minMemoryGb: (numbers.min_memory_gb ?? 0) * factor,
      recommendedMemoryGb: (numbers.recommended_memory_gb ?? 0) * factor,
      minGpuMemoryGb: (numbers.min_gpu_memory_gb ?? 0) * factor,
      requiresGpu: this.#defaults.requires_gpu ?? false,
      estimatedLoadTimeMs: numbers.estimated_load_time_ms ?? 0,
    };
  }

  #factor(model: string): number {
    const name = model.toLowerCase();
    return this.#multipliers.find(([key]) => name.includes(key.toLowerCase()))?.[1] ?? 1;
  }
}
