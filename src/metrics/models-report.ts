import type { Catalogue } from '../registry/index.js';
import type { Fleet } from '../core/fleet.js';
import { compare } from './endpoint-id.js';
import { formatAgo, formatBytes, formatTime } from './formats.js';
import { identifiersOf } from './model-identifiers.js';
import { capabilitiesOf, gatherModels, type KnownModel } from './known-models.js';

/** `/internal/status/models` (http-api.md §14.6). */
export interface ModelsReport {
  readonly timestamp: string;
  readonly total_models: number;
  readonly total_families: number;
  readonly total_endpoints: number;
  readonly models_by_family: Readonly<Record<string, readonly string[]>>;
  readonly recent_models: readonly ReportedModel[];
  readonly model_groups?: readonly ReportedGroup[];
}

export interface ReportedModel {
  readonly name: string;
  readonly type?: string;
  readonly family?: string;
  readonly size?: string;
  readonly params?: string;
  readonly quant?: string;
  readonly last_seen: string;
  readonly last_seen_at?: string;
  readonly endpoints: readonly string[];
  readonly endpoint_ids?: readonly string[];
  readonly aliases?: readonly string[];
  readonly capabilities?: readonly string[];
}

export interface ReportedGroup {
  readonly family: string;
  readonly models: readonly ReportedModel[];
  readonly endpoints: readonly string[];
  readonly model_count: number;
}

/** What the report is of; `catalogue` is missing while nothing is unified. */
export interface ModelsMatter {
  readonly fleet: Fleet;
  readonly catalogue: Catalogue | undefined;
  /** Epoch milliseconds. */
  readonly now: number;
}

const MOST_RECENT = 10;
const NO_FAMILY = 'unknown';

/** @param grouped whether every model is told of, by family */
export function modelsReport({ fleet, catalogue, now }: ModelsMatter, grouped: boolean): ModelsReport {
  const models = gatherModels(fleet);
  const aliasesOf = identifiersOf(catalogue);
  const part = (model: KnownModel): ReportedModel => modelPart(model, aliasesOf(model.name), now);
  const families = byFamily(models);
  const recent = [...models].sort((a, b) => b.seenAt - a.seenAt || compare(a.name, b.name));
  return {
    timestamp: formatTime(now),
    total_models: models.length,
    total_families: families.size,
    total_endpoints: fleet.endpoints.filter((state) => state.models.length > 0).length,
    models_by_family: Object.fromEntries(
      [...families].map(([family, members]) => [family, members.map(({ name }) => name)]),
    ),
    recent_models: recent.slice(0, MOST_RECENT).map(part),
    ...(grouped && { model_groups: [...families].map(([family, members]) => group(family, members, part)) }),
  };
}

/** Families in order of their names, the unknown one last; their models likewise. */
function byFamily(models: readonly KnownModel[]): ReadonlyMap<string, readonly KnownModel[]> {
  const families = new Map<string, KnownModel[]>();
  for (const model of [...models].sort((a, b) => compare(a.name, b.name))) {
    const family = model.family || NO_FAMILY;
    const members = families.get(family);
    if (members) members.push(model);
    else families.set(family, [model]);
  }
  const last = (family: string): number => Number(family === NO_FAMILY);
  return new Map([...families].sort(([a], [b]) => last(a) - last(b) || compare(a, b)));
}

function group(
  family: string,
  members: readonly KnownModel[],
  part: (model: KnownModel) => ReportedModel,
): ReportedGroup {
  const endpoints = new Set(members.flatMap((model) => model.endpoints.map(({ name }) => name)));
  return {
    family,
    models: members.map(part),
    endpoints: [...endpoints].sort(compare),
    model_count: members.length,
  };
}

function modelPart(model: KnownModel, aliases: readonly string[], now: number): ReportedModel {
  const { name, type, family, sizeBytes, parameterSize, quantization, seenAt, endpoints } = model;
  const capabilities = capabilitiesOf(model);
  return {
    name,
    ...(type !== '' && { type }),
    ...(family !== '' && { family }),
    ...(sizeBytes > 0 && { size: formatBytes(sizeBytes) }),
    ...(parameterSize !== '' && { params: parameterSize }),
    ...(quantization !== '' && { quant: quantization }),
    last_seen: formatAgo(seenAt, now),
    ...(seenAt > 0 && { last_seen_at: formatTime(seenAt) }),
    endpoints: endpoints.map((endpoint) => endpoint.name),
    ...(endpoints.length > 0 && { endpoint_ids: endpoints.map(({ id }) => id) }),
    ...(aliases.length > 0 && { aliases }),
    ...(capabilities.length > 0 && { capabilities }),
  };
}
