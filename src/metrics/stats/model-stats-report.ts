import { compare } from '../endpoint-id.js';
import { formatAgo, formatBytes, formatLatency, formatPercent, formatTime } from '../formats.js';
import type { ModelFigures } from '../traffic/model-traffic.js';
import { endpointTotals, type EndpointPart, endpointParts } from './model-endpoints.js';

/** `/internal/stats/models` (http-api.md §14.7). Keys are a contract: added at will, never changed. */
export interface ModelStatsReport {
  readonly timestamp: string;
  readonly endpoints: Readonly<Record<string, EndpointPart>>;
  readonly models: readonly ModelStats[];
  readonly summary: ModelSummary;
}

export interface ModelStats {
  readonly name: string;
  readonly success_rate: string;
  readonly total_traffic: string;
  readonly average_latency: string;
  readonly p95_latency: string;
  readonly p99_latency: string;
  readonly last_requested: string;
  readonly total_requests: number;
  readonly successful_requests: number;
  readonly failed_requests: number;
  readonly cancelled_requests: number;
  readonly unique_clients: number;
  readonly routing_hits: number;
  readonly routing_misses: number;
  readonly routing_fallbacks: number;
  readonly input_tokens: number;
  readonly output_tokens: number;
  readonly cached_tokens: number;
  readonly reasoning_tokens: number;
  readonly average_ttft: string;
  readonly p95_ttft: string;
  /** While answers are written; 0 = nobody tells. */
  readonly tokens_per_second: number;
  readonly endpoint_breakdown?: Readonly<Record<string, EndpointPart>>;
}

export interface ModelSummary {
  readonly overall_success_rate: string;
  readonly total_traffic: string;
  readonly most_popular_model: string;
  readonly least_popular_model: string;
  readonly total_models: number;
  readonly active_models: number;
  readonly total_requests: number;
  readonly input_tokens: number;
  readonly output_tokens: number;
}

/** What the report is of. */
export interface ModelStatsMatter {
  readonly models: ReadonlyMap<string, ModelFigures>;
  /** The present name of an endpoint; undefined when it is configured no more. */
  readonly nameOf: (url: string) => string | undefined;
  /** Epoch milliseconds. */
  readonly now: number;
}

/** What is wanted beside models and summary. */
export interface ModelStatsWishes {
  readonly perModel: boolean;
  readonly perEndpoint: boolean;
}

type Row = readonly [name: string, figures: ModelFigures];

const ACTIVE_MS = 60 * 60_000;

/** Pure: the same matter makes the same report. */
export function modelStatsReport(matter: ModelStatsMatter, wishes: ModelStatsWishes): ModelStatsReport {
  const rows = [...matter.models].sort(byRequests);
  return {
    timestamp: formatTime(matter.now),
    endpoints: wishes.perEndpoint ? endpointTotals(matter) : {},
    models: rows.map((row) => ({
      ...statsOf(row, matter.now),
      ...(wishes.perModel && { endpoint_breakdown: endpointParts(row[1], matter) }),
    })),
    summary: summaryOf(rows, matter.now),
  };
}

const byRequests = ([nameA, a]: Row, [nameB, b]: Row): number =>
  b.attempts.total - a.attempts.total || compare(nameA, nameB);

function statsOf([name, figures]: Row, now: number): ModelStats {
  const { attempts, latencyMs, firstTokenMs, routing, tokens } = figures;
  return {
    name,
    success_rate: formatPercent(attempts.successRate),
    total_traffic: formatBytes(attempts.bytes),
    average_latency: formatLatency(attempts.averageMs),
    p95_latency: formatLatency(latencyMs.percentile(95)),
    p99_latency: formatLatency(latencyMs.percentile(99)),
    last_requested: formatAgo(attempts.lastUsedAt, now),
    total_requests: attempts.total,
    successful_requests: attempts.successful,
    failed_requests: attempts.failed,
    cancelled_requests: attempts.cancelled,
    unique_clients: figures.uniqueClients,
    routing_hits: routing.hits,
    routing_misses: routing.misses,
    routing_fallbacks: routing.fallbacks,
    input_tokens: tokens.input,
    output_tokens: tokens.output,
    cached_tokens: tokens.cached,
    reasoning_tokens: tokens.reasoning,
    average_ttft: formatLatency(Math.floor(firstTokenMs.average)),
    p95_ttft: formatLatency(Math.floor(firstTokenMs.percentile(95))),
    tokens_per_second: Number(figures.tokensPerSecond.average.toFixed(1)),
  };
}

/** @param rows by requests, the most popular first */
function summaryOf(rows: readonly Row[], now: number): ModelSummary {
  const sum = (of: (figures: ModelFigures) => number): number =>
    rows.reduce((total, [, figures]) => total + of(figures), 0);
  const total = sum(({ attempts }) => attempts.total);
  const used = rows.filter(([, { attempts }]) => attempts.total > 0);
  const share = total === 0 ? 0 : (sum(({ attempts }) => attempts.successful) / total) * 100;
  return {
    overall_success_rate: formatPercent(share),
    total_traffic: formatBytes(sum(({ attempts }) => attempts.bytes)),
    most_popular_model: used[0]?.[0] ?? '',
    least_popular_model: used.at(-1)?.[0] ?? '',
    total_models: rows.length,
    active_models: rows.filter(([, { attempts }]) => now - attempts.lastUsedAt < ACTIVE_MS).length,
    total_requests: total,
    input_tokens: sum(({ tokens }) => tokens.input),
    output_tokens: sum(({ tokens }) => tokens.output),
  };
}
