import type { Model } from '../../../core/model.js';
import type { ModelRules } from '../rules/index.js';
import { capabilitiesOf } from './capabilities.js';
import { type Family, familyOf, normalisedFamily } from './family.js';
import { Memory } from './memory.js';
import { metadataOf } from './metadata.js';
import type { ModelFacts } from './model-facts.js';
import { modelStateOf } from './model-state.js';
import { modelTypeOf } from './model-type.js';
import { type ParameterSize, parameterSizeOf } from './parameter-size.js';
import { publisherOf } from './publisher.js';
import { quantizationOf } from './quantization.js';

const NAMES_REMEMBERED = 20_000;
const WORDS_REMEMBERED = 1_000;

/**
 * Reads lists of models by the rules (models-and-health.md §11.2). What it read it remembers for as long
 * as somebody keeps the list, and what a name says beyond that: most of a new list is as it was before.
 */
export class ModelReader {
  readonly #read = new WeakMap<readonly Model[], readonly ModelFacts[]>();
  readonly #families = new Memory<Family>(NAMES_REMEMBERED);
  readonly #sizes = new Memory<ParameterSize>(WORDS_REMEMBERED);
  readonly #quantizations = new Memory<string>(WORDS_REMEMBERED);

  /**
   * @param normaliseFamilies whether a family that a server names becomes one of ours (`gemma3`: gemma 3),
   *   paths are cut off names, and variants begin without a delimiter (models-and-health.md §18.14)
   */
  constructor(
    private readonly rules: ModelRules,
    private readonly normaliseFamilies = false,
  ) {}

  /** The models of a list, in its order. */
  read(models: readonly Model[]): readonly ModelFacts[] {
    let facts = this.#read.get(models);
    if (!facts) {
      // An extension's parser may leave holes in its list.
      facts = models.filter((model) => model?.name).map((model) => this.#factsOf(model));
      this.#read.set(models, facts);
    }
    return facts;
  }

  #factsOf(model: Model): ModelFacts {
    const { name, sizeBytes = 0, details = {} } = model;
    const type = modelTypeOf(model);
    const size = this.#sizes.of(details.parameter_size ?? '', parameterSizeOf);
    const maxContextLength = details.max_context_length ?? 0;
    return {
      name,
      folded: name.toLowerCase(),
      digest: details.digest ?? '',
      ...this.#familyOf(model),
      parameterSize: size.text,
      parameterCount: size.count,
      quantization: this.#quantizations.of(details.quantization_level ?? '', (written) =>
        quantizationOf(written, this.rules),
      ),
      format: details.format ?? '',
      maxContextLength,
      capabilities: capabilitiesOf(
        { name, type, contextLength: maxContextLength, told: details.capabilities },
        this.rules,
      ),
      state: modelStateOf(model),
      sizeBytes,
      modifiedAt: details.modified_at ?? '',
      metadata: metadataOf(model, type, publisherOf(name, details.publisher ?? '', this.rules)),
    };
  }

  #familyOf({ name, details = {} }: Model): Family {
    const told = details.family || details.families?.[0] || '';
    if (told)
      return this.normaliseFamilies ? tidy(toldFamily(told, this.rules)) : { family: told, variant: '' };
    return this.#families.of(name, () => this.#readName(name));
  }

  #readName(name: string): Family {
    if (!this.normaliseFamilies) return familyOf(name, '', this.rules);
    return tidy(familyOf(name.slice(name.lastIndexOf('/') + 1), '', this.rules));
  }
}

function toldFamily(told: string, rules: ModelRules): Family {
  return normalisedFamily(told, rules) ?? { family: told, variant: '' };
}

const tidy = ({ family, variant }: Family): Family => ({ family, variant: variant.replace(/^[-_.:]+/, '') });
