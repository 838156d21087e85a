import { type ConfigState, type Generation, type OllaConfig, printableConfig } from '../../config/index.js';
import { shownUrls } from '../endpoints/shown-config.js';
import { changedKey, partOf } from '../http/change-answer.js';
import type { ConfigStateDto, EffectiveConfigDto, GenerationDto, RefusedConfigDto } from './config.dto.js';

type Shown = Record<string, unknown>;

/** What is in force, without secrets. */
export const effectiveView = (config: OllaConfig, generation: number): EffectiveConfigDto => ({
  generation,
  config: shown(printableConfig(config)),
  given: Object.fromEntries(config.given),
});

/** A generation in the words of the API. */
export const generationView = ({ number, appliedAt, trigger, changes, etag }: Generation): GenerationDto => ({
  number,
  applied_at: time(appliedAt),
  trigger,
  changes: changes.map(changedKey),
  etag: tagOf(etag),
});

/** How the configuration stands, in the words of the API. */
export function stateView({
  generation,
  file,
  persisted,
  lastError,
  pendingRestart,
}: ConfigState): ConfigStateDto {
  return {
    generation: generationView(generation),
    file,
    persisted,
    ...(lastError && { last_error: refusedView(lastError) }),
    pending_restart: pendingRestart.map(changedKey),
  };
}

/** A tag of a generation as it stands in headers. */
export const tagOf = (etag: string): string => `"${etag}"`;

const refusedView = ({
  at,
  trigger,
  headline,
  problems,
}: NonNullable<ConfigState['lastError']>): RefusedConfigDto => ({
  at: time(at),
  trigger,
  detail: headline,
  errors: problems.map(partOf),
});

/** Queries of URLs may hold keys. */
function shown(config: Shown): Shown {
  const discovery = config['discovery'] as Shown;
  const fixed = discovery['static'] as Shown;
  const endpoints = (fixed['endpoints'] as readonly Shown[]).map(shownUrls);
  return { ...config, discovery: { ...discovery, static: { ...fixed, endpoints } } };
}

const time = (at: number): string => new Date(at).toISOString();
