/** What `olla top` reads of a running Olla, as the status pages tell it (http-api.md §14). */
export interface Told {
  readonly status: {
    readonly system: {
      readonly status: string;
      readonly endpoints_up: string;
      readonly success_rate: string;
      readonly avg_latency: string;
      readonly total_traffic: string;
      readonly uptime: string;
      readonly version: string;
      readonly active_connections: number;
      readonly total_requests: number;
      readonly total_failures: number;
    };
    readonly endpoints: readonly ToldEndpoint[];
  };
  readonly models: readonly ToldModel[];
}

export interface ToldEndpoint {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly priority: number;
  readonly connections: number;
  readonly requests: number;
  readonly success_rate: string;
  readonly avg_latency: string;
  readonly traffic: string;
  readonly issues: string;
  readonly models: { readonly count: number };
}

export interface ToldModel {
  readonly name: string;
  readonly total_requests: number;
  readonly success_rate: string;
  readonly average_latency: string;
  readonly p95_latency: string;
}

const LIMIT_MS = 3_000;

/** Asks for everything that one picture needs. @throws when Olla does not answer */
export async function askFigures(url: string): Promise<Told> {
  const [status, stats] = await Promise.all([
    ask<Told['status']>(`${url}/internal/status`),
    ask<{ models: Told['models'] }>(`${url}/internal/stats/models`),
  ]);
  return { status, models: stats.models };
}

async function ask<T>(url: string): Promise<T> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(LIMIT_MS) });
  if (!answer.ok) throw new Error(`${answer.status} for ${new URL(url).pathname}`);
  return (await answer.json()) as T;
}
