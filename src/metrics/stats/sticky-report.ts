/** What is configured of sticky sessions, and what came of it. */
export interface StickyFigures {
  readonly enabled: boolean;
  readonly maxSessions: number;
  readonly idleTtlSeconds: number;
  readonly active: number;
  readonly insertions: number;
  readonly hits: number;
  readonly misses: number;
  readonly evictions: number;
}

/** Token and port: the application binds it to whoever holds the sessions. */
export abstract class StickyView {
  abstract stickyView(): StickyFigures;
}

/** `/internal/stats/sticky` (http-api.md §14.9). */
export function stickyReport(figures: StickyFigures): object {
  if (!figures.enabled) return { enabled: false };
  return {
    enabled: true,
    active_sessions: figures.active,
    insertions: figures.insertions,
    hits: figures.hits,
    misses: figures.misses,
    evictions: figures.evictions,
    max_sessions: figures.maxSessions,
    idle_ttl_seconds: figures.idleTtlSeconds,
  };
}
