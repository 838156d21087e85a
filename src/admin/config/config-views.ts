import { type ConfigState, type Generation, type OllaConfig, printableConfig } from '../../config/index.js';
import { changedKey, partOf } from '../http/change-answer.js';
import { maskQueries } from '../http/mask-query.js';
import type { ConfigStateDto, EffectiveConfigDto, GenerationDto, RefusedConfigDto } from './config.dto.js';

/** What is in force, without secrets. */
export const effectiveView = (config: OllaConfig, generation: number): EffectiveConfigDto => ({
  generation,
  config: maskQueries(printableConfig(config)) as Record<string, unknown>,
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

const time = (at: number): string => new Date(at).toISOString();
