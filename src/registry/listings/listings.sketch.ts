import type { EndpointState } from '../../core/endpoint.js';
import type { Fleet } from '../../core/fleet.js';
import { type Catalogue, CatalogueSource } from '../catalogue/catalogue.js';
import type { UnifiedModel } from '../catalogue/unified-model.js';
import { ModelIndex } from '../model-index.js';
import { CONVERTERS } from './formats/index.js';
import type { ConverterLookup } from './list-converters.js';
import type { ListConverter } from './list-converter.js';

/** A model of which a test names only what matters; its names are those of its sources. */
export function model(over: Partial<UnifiedModel> & { id: string }): UnifiedModel {
  return {
    family: '',
    variant: '',
    parameterSize: '',
    parameterCount: 0,
    quantization: '',
    format: '',
    aliases: [{ name: over.id, source: 'openaicompatible' }],
    sources: [],
    capabilities: [],
    diskSizeBytes: 0,
    metadata: {},
    ...over,
  };
}

/** The model on endpoints with these names; see {@link fleetOf}. */
export function modelOn(
  id: string,
  names: readonly string[],
  over: Partial<UnifiedModel> = {},
): UnifiedModel {
  const sources = names.map((name) => ({
    endpointUrl: `http://${name}:11434`,
    endpointName: name,
    nativeName: id,
    state: 'available',
    sizeBytes: 0,
  }));
  return model({ id, sources, ...over });
}

/** A fleet of these endpoints, in this order. */
export function fleetOf(endpoints: readonly EndpointState[], version = 1): Fleet {
  return {
    version,
    modelsVersion: version,
    membersVersion: version,
    endpoints,
    byUrl: new Map(endpoints.map((state) => [state.endpoint.url, state])),
    byName: new Map(endpoints.map((state) => [state.endpoint.name, state])),
    byModel: ModelIndex.of(endpoints),
  };
}

/** The same models, whatever the fleet. */
export class FixedCatalogue extends CatalogueSource implements Catalogue {
  constructor(readonly models: readonly UnifiedModel[]) {
    super();
  }

  of(): Catalogue {
    return this;
  }

  find(name: string): UnifiedModel | undefined {
    const folded = name.toLowerCase();
    return this.models.find(
      ({ id, aliases }) =>
        id.toLowerCase() === folded || aliases.some((alias) => alias.name.toLowerCase() === folded),
    );
  }

  equivalents(): undefined {
    return undefined;
  }
}

const NAMES =
  'docker-model-runner lemonade llamacpp lmdeploy lmstudio ollama openai sglang unified vllm vllm-mlx'.split(
    ' ',
  );

/** The converters that come with Olla, without Nest. */
export function converters(): ConverterLookup {
  const made = CONVERTERS.map((type): ListConverter => new type());
  const byFormat = new Map(NAMES.map((name, i) => [name, made[i]!]));
  return { get: (format) => byFormat.get(format), formats: NAMES };
}
