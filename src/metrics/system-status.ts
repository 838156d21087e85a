import type { Figures } from './tally.js';

export type SystemStatus = 'healthy' | 'degraded' | 'critical';

/** How the whole is doing: by the share of healthy endpoints and, with traffic, of successes. */
export function systemStatus(healthy: number, endpoints: number, totals: Figures): SystemStatus {
  if (endpoints === 0) return 'critical';
  const share = healthy / endpoints;
  const rate = totals.total === 0 ? 100 : totals.successRate;
  if (share < 0.5 || rate < 90) return 'critical';
  return share < 0.8 || rate < 95 ? 'degraded' : 'healthy';
}
