import type { EndpointState } from '../../core/endpoint.js';
import type { CheckRecord } from '../../core/fleet.js';
import type { Load } from '../../core/load.js';
import { publicUrl } from '../../metrics/index.js';
import { etagOf } from '../http/etag.js';
import type {
  BreakerDto,
  EndpointDto,
  EndpointLoadDto,
  EndpointModelsDto,
  LastCheckDto,
} from './endpoint.dto.js';
import type { Shown } from './shown-config.js';

/** Everything that is known of one endpoint. */
export interface EndpointFacts {
  readonly state: EndpointState;
  readonly config: Shown;
  readonly check: CheckRecord;
  readonly breaker: BreakerDto;
  /** `discovery.type`. */
  readonly source: string;
  readonly editable: boolean;
}

/** One endpoint in the words of the API. */
export function endpointView({
  state,
  config,
  check,
  breaker,
  source,
  editable,
}: EndpointFacts): EndpointDto {
  const { endpoint, status, draining, load } = state;
  const { name, type, detected } = endpoint;
  return {
    name,
    url: publicUrl(endpoint.url),
    type,
    ...(detected !== '' && { detected_type: detected }),
    source,
    editable,
    status,
    draining,
    config,
    breaker,
    load: loadView(load),
    models: modelsView(state),
    last_check: checkView(check),
    etag: etagOf(config),
  };
}

/** Its probes in the words of the API. */
export const checkView = (check: CheckRecord): LastCheckDto => ({
  ...(check.lastCheckedAt > 0 && { at: time(check.lastCheckedAt) }),
  ...(check.nextCheckAt > 0 && { next_at: time(check.nextCheckAt) }),
  latency_ms: check.latencyMs,
  consecutive_failures: check.consecutiveFailures,
});

function loadView({ inFlight, heldUntil, lastByteAt, told }: Load): EndpointLoadDto {
  return {
    in_flight: inFlight,
    ...(heldUntil > Date.now() && { held_until: time(heldUntil) }),
    ...(lastByteAt > 0 && { last_byte_at: time(lastByteAt) }),
    ...(told && { told: toldView(told) }),
  };
}

function toldView(told: NonNullable<Load['told']>): NonNullable<EndpointLoadDto['told']> {
  const { at, source, residents, running, waiting, slots, freeMemoryBytes } = told;
  const loaded = residents?.filter(({ state }) => state === 'loaded').map(({ name }) => name);
  return {
    at: time(at),
    source,
    ...(loaded && { loaded_models: loaded }),
    ...(running !== undefined && { running }),
    ...(waiting !== undefined && { waiting }),
    ...(slots !== undefined && { slots }),
    ...(freeMemoryBytes !== undefined && { free_memory: freeMemoryBytes }),
  };
}

function modelsView({ models, modelsUpdatedAt, load }: EndpointState): EndpointModelsDto {
  const listedAt = load.modelsSeenAt || modelsUpdatedAt;
  return { count: models.length, ...(listedAt > 0 && { listed_at: time(listedAt) }) };
}

const time = (at: number): string => new Date(at).toISOString();
