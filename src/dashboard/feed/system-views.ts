import { build } from '../../core/version.js';
import { type Overview, type QueueFigures, systemStatus } from '../../metrics/index.js';
import type { SystemFacts, SystemNow } from '../wire.js';

/** What stays as it is while Olla runs, or nearly so. */
export function systemFacts({ startedAt, proxy }: Overview): SystemFacts {
  return {
    version: build.version,
    commit: build.commit,
    started_at: startedAt,
    engine: proxy.engine,
    balancer: proxy.loadBalancer,
    profile: proxy.profile,
  };
}

/** How Olla as a whole is at the moment: the figures of `/internal/status`. */
export function systemNow(
  { fleet: { endpoints }, totals, violations }: Overview,
  { requests: queued }: QueueFigures,
): SystemNow {
  let healthy = 0;
  let inFlight = 0;
  for (const { status, load } of endpoints) {
    if (status === 'healthy') healthy++;
    inFlight += load.inFlight;
  }
  return {
    status: systemStatus(healthy, endpoints.length, totals),
    requests: totals.total,
    failed: totals.failed,
    cancelled: totals.cancelled,
    bytes: totals.bytes,
    in_flight: inFlight,
    queued,
    average_ms: totals.averageMs,
    rate_violations: violations.rateLimits,
    size_violations: violations.sizeLimits,
    blocked_clients: violations.blockedClients,
  };
}
