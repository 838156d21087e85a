import { build } from '../core/version.js';
import {
  checkTimes,
  type EndpointHead,
  type EndpointRow,
  endpointRows,
  hasLowRate,
  latencies,
} from './endpoint-row.js';
import {
  formatAgo,
  formatBytes,
  formatLatency,
  formatPercent,
  formatTime,
  formatUntil,
  formatUptime,
} from './formats.js';
import type { Overview } from './overview.service.js';
import { type SystemStatus, systemStatus } from './system-status.js';

/** `/internal/status` (http-api.md §14.4). Keys are a contract: added at will, never changed. */
export interface StatusReport {
  readonly timestamp: string;
  readonly proxy: { readonly engine: string; readonly profile: string; readonly balancer: string };
  readonly endpoints: readonly StatusEndpoint[];
  readonly security: {
    readonly status: 'normal' | 'elevated';
    readonly blocked_ips: number;
    readonly violations: { readonly rate_limits: number; readonly size_limits: number };
  };
  readonly system: StatusSystem;
}

export interface StatusSystem {
  readonly start_time: string;
  readonly status: SystemStatus;
  readonly endpoints_up: string;
  readonly success_rate: string;
  readonly avg_latency: string;
  readonly total_traffic: string;
  readonly uptime: string;
  readonly version: string;
  readonly commit: string;
  readonly active_connections: number;
  readonly security_violations: number;
  readonly total_requests: number;
  readonly total_failures: number;
  readonly has_traffic: boolean;
  /** Counts up with every configuration that came into force. */
  readonly config_generation: number;
  /** The last configuration that was refused, until one is accepted. */
  readonly config_error?: { readonly at: string; readonly message: string; readonly problems: number };
}

export interface StatusEndpoint extends EndpointHead {
  readonly connections: number;
  readonly requests: number;
  readonly success_rate: string;
  readonly avg_latency: string;
  readonly traffic: string;
  readonly last_check: string;
  readonly next_check: string;
  readonly issues: string;
  readonly models: { readonly last_updated: string; readonly count: number };
  readonly min_latency_ms: number;
  readonly max_latency_ms: number;
  readonly avg_latency_ms?: number;
  readonly health_check_at?: string;
  readonly next_check_at?: string;
}

const SLOW_MS = 5_000;
const MANY_FAILURES = 3;
const MANY_VIOLATIONS = 100;
const MANY_BLOCKED = 10;

export function statusReport(overview: Overview): StatusReport {
  const { proxy, violations, now } = overview;
  const rows = endpointRows(overview);
  const all = violations.rateLimits + violations.sizeLimits;
  const elevated = all > MANY_VIOLATIONS || violations.blockedClients > MANY_BLOCKED;
  return {
    timestamp: formatTime(now),
    proxy: { engine: proxy.engine, profile: proxy.profile, balancer: proxy.loadBalancer },
    endpoints: rows.map((row) => endpointPart(row, now)),
    security: {
      status: elevated ? 'elevated' : 'normal',
      blocked_ips: violations.blockedClients,
      violations: { rate_limits: violations.rateLimits, size_limits: violations.sizeLimits },
    },
    system: systemPart(overview, rows, all),
  };
}

function systemPart(overview: Overview, rows: readonly EndpointRow[], violations: number): StatusSystem {
  const { totals, startedAt, now, config } = overview;
  const { generation, lastError } = config;
  const healthy = rows.filter((row) => row.head.status === 'healthy').length;
  const hasTraffic = totals.total > 0;
  return {
    start_time: formatTime(startedAt),
    status: systemStatus(healthy, rows.length, totals),
    endpoints_up: `${healthy}/${rows.length}`,
    success_rate: hasTraffic ? formatPercent(totals.successRate) : 'N/A',
    avg_latency: formatLatency(totals.averageMs),
    total_traffic: formatBytes(totals.bytes),
    uptime: formatUptime(now - startedAt),
    version: build.version,
    commit: build.commit,
    active_connections: rows.reduce((sum, row) => sum + row.state.load.inFlight, 0),
    security_violations: violations,
    total_requests: totals.total,
    total_failures: totals.failed,
    has_traffic: hasTraffic,
    config_generation: generation.number,
    ...(lastError && {
      config_error: {
        at: formatTime(lastError.at),
        message: lastError.headline,
        problems: lastError.problems.length,
      },
    }),
  };
}

function endpointPart(row: EndpointRow, now: number): StatusEndpoint {
  const { head, state, check, figures } = row;
  return {
    ...head,
    connections: state.load.inFlight,
    requests: figures.total,
    success_rate: formatPercent(figures.successRate),
    avg_latency: formatLatency(figures.averageMs),
    traffic: formatBytes(figures.bytes),
    last_check: formatAgo(check.lastCheckedAt, now),
    next_check: formatUntil(check.nextCheckAt, now),
    issues: issuesOf(row).join(', '),
    models: { last_updated: formatTime(state.modelsUpdatedAt), count: state.models.length },
    ...latencies(figures),
    ...checkTimes(check),
  };
}

function issuesOf({ head, check, figures }: EndpointRow): string[] {
  const issues: string[] = [];
  if (check.consecutiveFailures > MANY_FAILURES) issues.push('consecutive failures');
  if (hasLowRate(figures)) issues.push('low success rate');
  if (figures.averageMs > SLOW_MS) issues.push('high latency');
  if (head.status === 'offline' || head.status === 'unhealthy') issues.push('unavailable');
  return issues;
}
