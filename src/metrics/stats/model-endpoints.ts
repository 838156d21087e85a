import { publicUrl } from '../endpoint-id.js';
import { formatAgo, formatLatency } from '../formats.js';
import type { ModelFigures, ModelOnEndpoint } from '../traffic/model-traffic.js';
import type { ModelStatsMatter } from './model-stats-report.js';

/** One endpoint, for one model or for all of them (http-api.md §14.7). */
export interface EndpointPart {
  readonly endpoint_name: string;
  readonly average_latency: string;
  readonly last_used: string;
  readonly request_count: number;
  /** Percent, as a number. */
  readonly success_rate: number;
  readonly consecutive_errors: number;
}

type Parts = Readonly<Record<string, EndpointPart>>;

/** A model's endpoints by name. */
export function endpointParts({ endpoints }: ModelFigures, { nameOf, now }: ModelStatsMatter): Parts {
  const named = [...endpoints].map(([url, figures]) => {
    const name = nameOf(url) ?? (figures.endpointName || publicUrl(url));
    return [name, part(name, [figures], figures.consecutiveErrors, now)] as const;
  });
  return Object.fromEntries(named);
}

/** The same of all models together. */
export function endpointTotals({ models, nameOf, now }: ModelStatsMatter): Parts {
  const byName = new Map<string, ModelOnEndpoint[]>();
  for (const { endpoints } of models.values())
    for (const [url, figures] of endpoints) {
      const name = nameOf(url) ?? (figures.endpointName || publicUrl(url));
      const known = byName.get(name);
      if (known) known.push(figures);
      else byName.set(name, [figures]);
    }
  return Object.fromEntries([...byName].map(([name, all]) => [name, part(name, all, 0, now)]));
}

/** Rate and latency count as often as there were requests. */
function part(name: string, all: readonly ModelOnEndpoint[], errors: number, now: number): EndpointPart {
  const sum = (of: (figures: ModelOnEndpoint) => number): number =>
    all.reduce((total, figures) => total + of(figures), 0);
  const requests = sum(({ total }) => total);
  const weighted = (of: (figures: ModelOnEndpoint) => number): number =>
    requests === 0 ? 0 : sum((figures) => of(figures) * figures.total) / requests;
  return {
    endpoint_name: name,
    average_latency: formatLatency(Math.floor(weighted(({ averageMs }) => averageMs))),
    last_used: formatAgo(Math.max(...all.map(({ lastUsedAt }) => lastUsedAt)), now),
    request_count: requests,
    success_rate: weighted(({ successRate }) => successRate),
    consecutive_errors: errors,
  };
}
