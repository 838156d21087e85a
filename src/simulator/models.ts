import { createHash } from 'node:crypto';

/** What can be told of a model; derived from its name, so every server says the same of it. */
export interface ModelFacts {
  readonly name: string;
  readonly family: string;
  readonly kind: 'llm' | 'vlm' | 'embeddings';
  readonly parameters: number;
  /** As Ollama writes it: `3B`. */
  readonly parameterSize: string;
  readonly quantization: string;
  readonly sizeBytes: number;
  readonly digest: string;
  readonly maxContext: number;
}

/** The context every simulated server runs its models with, or their own if that is smaller. */
const RUN_CONTEXT = 8_192;

export const runContext = (model: ModelFacts): number => Math.min(RUN_CONTEXT, model.maxContext);

const FAMILIES = ['llama', 'qwen', 'mistral', 'mixtral', 'gemma', 'phi', 'deepseek', 'nomic-bert', 'gpt-oss'];

/** Everything that a name gives away. */
export function factsOf(name: string): ModelFacts {
  const lower = name.toLowerCase();
  const kind = /embed|bge|minilm/.test(lower)
    ? 'embeddings'
    : /llava|vision|-vl|_vl/.test(lower)
      ? 'vlm'
      : 'llm';
  const billions = Number(/(\d+(?:\.\d+)?)b\b/.exec(lower)?.[1] ?? (kind === 'embeddings' ? 0.137 : 7));
  const quantization = /(i?q\d[\w]*|f16|bf16|fp8|mxfp4)/i.exec(name)?.[1]?.toUpperCase() ?? 'Q4_K_M';
  const parameters = Math.round(billions * 1e9);
  return {
    name,
    kind,
    family: /nomic/.test(lower)
      ? 'nomic-bert'
      : (FAMILIES.find((family) => lower.includes(family)) ?? 'llama'),
    parameters,
    parameterSize: billions >= 1 ? `${billions}B` : `${Math.round(billions * 1_000)}M`,
    quantization,
    sizeBytes: Math.round(parameters * 0.62),
    digest: createHash('sha256').update(name).digest('hex'),
    maxContext: kind === 'embeddings' ? 2_048 : 131_072,
  };
}

/** The models of one server. */
export class Catalogue {
  private listed: readonly ModelFacts[] = [];
  private byName: ReadonlyMap<string, ModelFacts> = new Map();
  private readonly forgotten = new Set<string>();

  /** @param implicitTag whether `llama3` means `llama3:latest` and case does not matter, as for Ollama */
  constructor(
    names: readonly string[],
    private readonly implicitTag: boolean,
  ) {
    this.replace(names);
  }

  /** What it lists. */
  get all(): readonly ModelFacts[] {
    return this.listed;
  }

  find(asked: string): ModelFacts | undefined {
    const key = this.key(asked);
    return this.forgotten.has(key) ? undefined : this.byName.get(key);
  }

  /** From now on these are its models; what was forgotten is known again. */
  replace(names: readonly string[]): void {
    this.listed = names.map(factsOf);
    this.byName = new Map(this.listed.map((model) => [this.key(model.name), model]));
    this.forgotten.clear();
  }

  /** Goes on listing the model, but finds it no more. */
  forget(name: string): void {
    this.forgotten.add(this.key(name));
  }

  private key(name: string): string {
    if (!this.implicitTag) return name;
    const lower = name.toLowerCase();
    return lower.includes(':') ? lower : `${lower}:latest`;
  }
}
