import type { EndpointState } from '../../core/endpoint.js';
import type { Fleet } from '../../core/fleet.js';
import { publicUrl } from '../../metrics/index.js';
import type { UnifiedModel } from '../../registry/index.js';
import type { ModelDto, ModelHolderDto } from './model.dto.js';

/** One model, and who has it under which name. */
export interface ModelRow {
  readonly names: readonly string[];
  readonly holders: readonly Holder[];
  /** What is known of it where models are unified. */
  readonly unified?: UnifiedModel;
}

/** An endpoint, and what it calls a model. */
export interface Holder {
  readonly url: string;
  readonly nativeName: string;
}

/** The models of a catalogue. */
export const unifiedRows = (models: readonly UnifiedModel[]): readonly ModelRow[] =>
  models.map((unified) => ({
    names: [...new Set([unified.id, ...unified.aliases.map(({ name }) => name)])],
    holders: unified.sources.map(({ endpointUrl, nativeName }) => ({ url: endpointUrl, nativeName })),
    unified,
  }));

/** The models as endpoints list them: one for each name, whatever its letter case, in the order of names. */
export function listedRows({ endpoints }: Pick<Fleet, 'endpoints'>): readonly ModelRow[] {
  const rows = new Map<string, { names: string[]; holders: Holder[] }>();
  for (const { endpoint, models } of endpoints) {
    for (const { name } of models) {
      const folded = name.toLowerCase();
      const row = rows.get(folded) ?? { names: [name], holders: [] };
      rows.set(folded, row);
      if (row.holders.at(-1)?.url !== endpoint.url) row.holders.push({ url: endpoint.url, nativeName: name });
    }
  }
  return [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}

/** A model in the words of the API. */
export function modelView({ names, holders, unified }: ModelRow, fleet: Pick<Fleet, 'byUrl'>): ModelDto {
  return {
    id: names[0]!,
    ...(unified && factsOf(unified)),
    names,
    capabilities: unified?.capabilities ?? [],
    endpoints: holdersView(holders, fleet),
  };
}

/** Who has a model, in the words of the API; those that have gone meanwhile are left out. */
export function holdersView(holders: readonly Holder[], { byUrl }: Pick<Fleet, 'byUrl'>): ModelHolderDto[] {
  return holders.flatMap(({ url, nativeName }) => {
    const state = byUrl.get(url);
    return state ? [holderView(state, nativeName)] : [];
  });
}

const holderView = ({ endpoint, status, draining }: EndpointState, native_name: string): ModelHolderDto => ({
  endpoint: endpoint.name,
  url: publicUrl(endpoint.url),
  native_name,
  status,
  draining,
});

function factsOf(model: UnifiedModel): Partial<ModelDto> {
  const { family, parameterSize, quantization, format, maxContextLength, diskSizeBytes } = model;
  return {
    ...(family !== '' && { family }),
    ...(parameterSize !== '' && { parameter_size: parameterSize }),
    ...(quantization !== '' && { quantization }),
    ...(format !== '' && { format }),
    ...(maxContextLength !== undefined && { max_context_length: maxContextLength }),
    ...(diskSizeBytes > 0 && { size: diskSizeBytes }),
  };
}
