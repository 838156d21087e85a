import { likelyPlatform, type ModelFacts } from './facts/index.js';
import { mergedMetadata, type Telling } from './merged-metadata.js';
import type { Origin } from './origin.js';
import type { ModelAlias, ModelSource, UnifiedModel } from './unified-model.js';

/**
 * One model while its records are being gathered (models-and-health.md §11.3, step 4). The first record
 * says what it is; later ones fill in what was missing and add themselves as sources and names.
 */
export class MergedModel {
  /** The name under which it was seen first. */
  readonly name: string;
  digest: string;
  /** When the newest of its files was made; `` when no server tells. */
  modifiedAt = '';
  readonly #first: ModelFacts;
  #parameterSize = '';
  #parameterCount = 0;
  #quantization = '';
  #format = '';
  #maxContextLength = 0;
  #capabilities: readonly string[];
  readonly #aliases: ModelAlias[] = [];
  /** Made when a second name comes; most models have one. */
  #aliasKeys: Set<string> | undefined;
  readonly #sources: ModelSource[] = [];
  readonly #tellings: Telling[] = [];

  constructor(first: ModelFacts) {
    this.#first = first;
    this.name = first.name;
    this.digest = first.digest;
    this.#capabilities = first.capabilities;
  }

  /** Records of one endpoint come one after the other. */
  add(facts: ModelFacts, origin: Origin): void {
    this.digest ||= facts.digest;
    if (facts.modifiedAt > this.modifiedAt) this.modifiedAt = facts.modifiedAt;
    this.#parameterSize ||= facts.parameterSize;
    this.#parameterCount ||= facts.parameterCount;
    this.#quantization ||= facts.quantization;
    this.#format ||= facts.format;
    this.#maxContextLength ||= facts.maxContextLength;
    this.#capabilities = united(this.#capabilities, facts.capabilities);
    this.#addAlias(facts.name, origin.platform || likelyPlatform(facts.format));
    this.#addSource(facts, origin);
    this.#tellings.push({ facts, at: origin.at });
  }

  /** @param sizeAsCount whether the size on disk stands in for a number of parameters that nobody tells */
  finish(id: string, sizeAsCount: boolean): UnifiedModel {
    const { family, variant } = this.#first;
    const diskSizeBytes = this.#sources.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
    const size = this.#sources.find(({ sizeBytes }) => sizeBytes > 0)?.sizeBytes ?? 0;
    const facts = [this.digest, this.#parameterSize, this.#quantization, family, this.#maxContextLength];
    return Object.freeze({
      id,
      family,
      variant,
      parameterSize: this.#parameterSize,
      parameterCount: this.#parameterCount || (sizeAsCount ? size : 0),
      quantization: this.#quantization,
      format: this.#format,
      ...(this.#maxContextLength > 0 && { maxContextLength: this.#maxContextLength }),
      aliases: Object.freeze(this.#aliases),
      sources: Object.freeze(this.#sources),
      capabilities: this.#capabilities,
      diskSizeBytes,
      metadata: mergedMetadata(this.#tellings, {
        platforms: [...new Set(this.#aliases.map(({ source }) => source))],
        confidence: facts.filter(Boolean).length / facts.length,
      }),
    });
  }

  #addAlias(name: string, source: string): void {
    const first = this.#aliases[0];
    if (first?.name === name && first.source === source) return;
    if (first) {
      this.#aliasKeys ??= new Set([keyOf(first)]);
      const key = keyOf({ name, source });
      if (this.#aliasKeys.has(key)) return;
      this.#aliasKeys.add(key);
    }
    this.#aliases.push(Object.freeze({ name, source }));
  }

  /** A second name on the same endpoint makes no second source: the model lies there once. */
  #addSource({ name, state, sizeBytes }: ModelFacts, { endpointUrl, endpointName }: Origin): void {
    const last = this.#sources.at(-1);
    if (last?.endpointUrl !== endpointUrl) {
      this.#sources.push(Object.freeze({ endpointUrl, endpointName, nativeName: name, state, sizeBytes }));
      return;
    }
    this.#sources[this.#sources.length - 1] = Object.freeze({
      ...last,
      state: last.state === 'unknown' ? state : last.state,
      sizeBytes: Math.max(last.sizeBytes, sizeBytes),
    });
  }
}

const keyOf = ({ name, source }: ModelAlias): string => `${source}\n${name}`;

/** Both sorted, and so is what comes out; mostly that is one of them. */
function united(known: readonly string[], more: readonly string[]): readonly string[] {
  if (known === more || more.every((capability) => known.includes(capability))) return known;
  return Object.freeze([...new Set([...known, ...more])].sort());
}
