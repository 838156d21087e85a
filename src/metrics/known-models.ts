import type { EndpointState } from '../core/endpoint.js';
import type { Fleet } from '../core/fleet.js';
import type { Model } from '../core/model.js';
import { compare, endpointIds, publicUrl } from './endpoint-id.js';

/** A model as endpoints list it, under exactly this name; `` and 0 = nobody tells. */
export interface KnownModel {
  readonly name: string;
  /** What the model is said to be at the top of its entry. */
  readonly type: string;
  /** `llm`, `vlm`, `embeddings`, where the server says so in the details. */
  readonly kind: string;
  readonly family: string;
  readonly sizeBytes: number;
  readonly parameterSize: string;
  readonly quantization: string;
  readonly contextLength: number;
  /** Epoch milliseconds at which an endpoint last listed it. */
  readonly seenAt: number;
  /** Sorted by name, then id. */
  readonly endpoints: readonly { readonly name: string; readonly id: string }[];
}

const LONG_CONTEXT = 100_000;
const BY_KIND: ReadonlyMap<string, readonly string[]> = new Map([
  ['vlm', ['vision', 'multimodal']],
  ['embeddings', ['embeddings', 'vector_search']],
  ['llm', ['text_generation', 'chat']],
]);

/** Every name that any endpoint lists, once; what the endpoints disagree on is told by the first in order of URL. */
export function gatherModels({ endpoints }: Fleet): readonly KnownModel[] {
  const ids = endpointIds(endpoints.map(({ endpoint }) => endpoint));
  const models = new Map<string, KnownModel>();
  for (const state of [...endpoints].sort((a, b) => compare(a.endpoint.url, b.endpoint.url))) {
    const { name, url } = state.endpoint;
    const holder = { name: name || publicUrl(url), id: ids.get(url) ?? '' };
    for (const model of firstOfEachName(state)) {
      const known = models.get(model.name);
      const found = described(model, state, holder);
      models.set(model.name, known ? merged(known, found) : found);
    }
  }
  return [...models.values()];
}

/** What details tell that a model can do (http-api.md §14.6). */
export function capabilitiesOf({ kind, contextLength, quantization }: KnownModel): readonly string[] {
  return [
    ...(BY_KIND.get(kind) ?? []),
    ...(contextLength > LONG_CONTEXT ? ['long_context'] : []),
    ...(quantization.includes('fp16') || quantization.includes('bf16') ? ['high_precision'] : []),
  ];
}

function firstOfEachName({ models }: EndpointState): Iterable<Model> {
  const first = new Map<string, Model>();
  for (const model of models) if (!first.has(model.name)) first.set(model.name, model);
  return first.values();
}

function described(model: Model, state: EndpointState, holder: KnownModel['endpoints'][number]): KnownModel {
  const { details } = model;
  return {
    name: model.name,
    type: model.type ?? details?.type ?? '',
    kind: details?.type ?? '',
    family: details?.family ?? details?.families?.[0] ?? '',
    sizeBytes: model.sizeBytes ?? 0,
    parameterSize: details?.parameter_size ?? '',
    quantization: details?.quantization_level ?? '',
    contextLength: details?.max_context_length ?? 0,
    seenAt: state.load.modelsSeenAt || state.modelsUpdatedAt,
    endpoints: [holder],
  };
}

function merged(known: KnownModel, found: KnownModel): KnownModel {
  return {
    name: known.name,
    type: known.type || found.type,
    kind: known.kind || found.kind,
    family: known.family || found.family,
    sizeBytes: known.sizeBytes || found.sizeBytes,
    parameterSize: known.parameterSize || found.parameterSize,
    quantization: known.quantization || found.quantization,
    contextLength: known.contextLength || found.contextLength,
    seenAt: Math.max(known.seenAt, found.seenAt),
    endpoints: [...known.endpoints, ...found.endpoints].sort(
      (a, b) => compare(a.name, b.name) || compare(a.id, b.id),
    ),
  };
}
