import { isRoutable } from '../core/endpoint.js';
import {
  checkTimes,
  type EndpointHead,
  type EndpointRow,
  endpointRows,
  hasLowRate,
  latencies,
} from './endpoint-row.js';
import { formatAgo, formatLatency, formatPercent, formatTime } from './formats.js';
import type { Overview } from './overview.service.js';

/** `/internal/status/endpoints` (http-api.md §14.5). */
export interface EndpointsReport {
  readonly timestamp: string;
  readonly total_count: number;
  readonly healthy_count: number;
  readonly routable_count: number;
  readonly endpoints: readonly ReportedEndpoint[];
}

export interface ReportedEndpoint extends EndpointHead {
  readonly model_count: number;
  readonly request_count: number;
  readonly success_rate: string;
  readonly min_latency_ms: number;
  readonly max_latency_ms: number;
  readonly avg_latency_ms?: number;
  readonly active_connections: number;
  readonly health_check: string;
  readonly health_check_at?: string;
  readonly next_check_at?: string;
  readonly response_time?: string;
  readonly last_model_sync?: string;
  readonly last_model_sync_at?: string;
  readonly issues?: string;
}

const MANY_FAILURES = 3;

export function endpointsReport(overview: Overview): EndpointsReport {
  const rows = endpointRows(overview);
  return {
    timestamp: formatTime(overview.now),
    total_count: rows.length,
    healthy_count: rows.filter(({ head }) => head.status === 'healthy').length,
    routable_count: rows.filter(({ head }) => isRoutable(head.status)).length,
    endpoints: rows.map((row) => endpointPart(row, overview.now)),
  };
}

function endpointPart(row: EndpointRow, now: number): ReportedEndpoint {
  const { head, state, check, figures } = row;
  const issue = issueOf(row);
  const probeMs = Math.floor(check.latencyMs);
  const syncedAt = state.load.modelsSeenAt || state.modelsUpdatedAt;
  return {
    ...head,
    model_count: state.models.length,
    request_count: figures.total,
    success_rate: figures.total === 0 ? 'N/A' : formatPercent(figures.successRate),
    ...latencies(figures),
    active_connections: state.load.inFlight,
    health_check: check.lastCheckedAt === 0 ? '' : formatAgo(check.lastCheckedAt, now),
    ...checkTimes(check),
    ...(probeMs > 0 && { response_time: formatLatency(probeMs) }),
    ...(syncedAt > 0 && {
      last_model_sync: formatAgo(syncedAt, now),
      last_model_sync_at: formatTime(syncedAt),
    }),
    ...(issue !== '' && { issues: issue }),
  };
}

function issueOf({ head, check, figures }: EndpointRow): string {
  if (head.status === 'healthy' && check.consecutiveFailures === 0) return '';
  if (head.status === 'offline' || head.status === 'unhealthy') return 'unavailable';
  if (check.consecutiveFailures > MANY_FAILURES) return 'unstable';
  return hasLowRate(figures) ? 'low success rate' : '';
}
