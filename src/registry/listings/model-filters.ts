import { BadRequestError } from '../../core/client-errors.js';
import type { UnifiedModel } from '../catalogue/unified-model.js';
import { embeds, modelType } from './formats/model-type.js';

/** Which models of a list are wanted (http-api.md §16.1); `` and undefined want all. */
export interface ModelFilters {
  /** Name or URL of an endpoint. */
  readonly endpoint: string;
  readonly family: string;
  readonly type: string;
  /** Held in memory by some endpoint, or by none. */
  readonly available: boolean | undefined;
  /** Also models that no endpoint could serve now. */
  readonly includeUnavailable: boolean;
}

/** Whatever can be asked for now. */
export const NO_FILTERS: ModelFilters = {
  endpoint: '',
  family: '',
  type: '',
  available: undefined,
  includeUnavailable: false,
};

/** What older clients ask for in place of a type. */
const TYPE_OF_CAPABILITY: ReadonlyMap<string, string> = new Map([
  ['vision', 'vlm'],
  ['multimodal', 'vlm'],
  ['embedding', 'embeddings'],
  ['embeddings', 'embeddings'],
  ['vector_search', 'embeddings'],
  ['chat', 'llm'],
  ['text_generation', 'llm'],
  ['completion', 'llm'],
]);

/** @throws BadRequestError for a value that means nothing */
export function readFilters(query: URLSearchParams): ModelFilters {
  const value = (name: string): string => query.get(name) ?? '';
  return {
    endpoint: value('endpoint'),
    family: value('family'),
    type: TYPE_OF_CAPABILITY.get(value('capability').toLowerCase()) ?? value('type'),
    available: readAvailable(value('available')),
    includeUnavailable: value('include_unavailable') === 'true',
  };
}

/** Whether the model is among those that are wanted, its availability aside; `urlOf` finds endpoints by name. */
export function passes(
  model: UnifiedModel,
  { endpoint, family, type, available }: ModelFilters,
  urlOf: (name: string) => string | undefined,
): boolean {
  if (family !== '' && model.family !== family) return false;
  if (type !== '' && !isOfType(model, type)) return false;
  if (available !== undefined && isLoaded(model) !== available) return false;
  if (endpoint === '') return true;
  const url = urlOf(endpoint) ?? endpoint;
  return model.sources.some(({ endpointUrl }) => endpointUrl === url);
}

function readAvailable(value: string): boolean | undefined {
  if (value === '') return undefined;
  if (value === 'true' || value === 'false') return value === 'true';
  throw new BadRequestError("invalid value for 'available' parameter. Use 'true' or 'false'");
}

const isLoaded = ({ sources }: UnifiedModel): boolean => sources.some(({ state }) => state === 'loaded');

/** By what the model is called first, then by what it can do. */
function isOfType(model: UnifiedModel, type: string): boolean {
  if (modelType(model) === type) return true;
  const { capabilities } = model;
  if (type === 'llm') return capabilities.includes('chat') || capabilities.includes('completion');
  if (type === 'vlm') return capabilities.includes('vision');
  return type === 'embeddings' && embeds(capabilities);
}
