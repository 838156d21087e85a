import { formatAgo, formatBytes } from '../../core/formats.js';
import type { UnifiedModel } from '../catalogue/unified-model.js';
import { listedName } from './formats/names.js';
import { aliasNames } from './formats/unified.converter.js';

/** What `/olla/models/{id}` answers (http-api.md §16.2). */
export type ModelCard = ReturnType<typeof modelCard>;

/**
 * One model with all that is known of it.
 * @param seenAt epoch milliseconds, like `now`; 0 = never
 */
export function modelCard(model: UnifiedModel, seenAt: number, now: number) {
  return {
    id: model.id,
    family: model.family,
    variant: model.variant,
    parameter_size: model.parameterSize,
    quantization: model.quantization,
    format: model.format,
    total_disk_size: formatBytes(model.diskSizeBytes),
    last_seen: formatAgo(seenAt, now),
    aliases: aliasNames(model),
    endpoints: namesOf(model.sources),
    loaded_endpoints: namesOf(model.sources.filter(({ state }) => state === 'loaded')),
    capabilities: model.capabilities,
    parameter_count: model.parameterCount,
    max_context_length: model.maxContextLength || undefined,
  };
}

/** The name of the model that was asked for, as it is spelled; else the one under which it is listed. */
export function nameAsked(model: UnifiedModel, asked: string): string {
  const folded = asked.toLowerCase();
  const alias = model.aliases.find(({ name }) => name.toLowerCase() === folded);
  return alias?.name ?? listedName(model);
}

const namesOf = (sources: UnifiedModel['sources']): readonly string[] => [
  ...new Set(sources.map(({ endpointName }) => endpointName)),
];
