import type { Server } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { LoggedDuration } from '../core/log-facts.js';
import type { Logger } from '../core/logger.js';

/** What is drained. */
export interface Drainable {
  readonly server: Server;
  /** Requests under way. */
  readonly active: () => number;
  /** Ends what remains, visibly. */
  readonly cutAll: () => void;
}

const POLL_MS = 25;
/** A request that was cut gets this long to send its last word. */
const LAST_WORD_MS = 300;
const LONGEST_DRAIN_MS = 30_000;

/**
 * Turns readiness to 503 and, where `server.shutdown_delay` says so, goes on serving until balancers have noticed
 * (configuration.md §24.10).
 */
export async function turnAway(readiness: { drain(): void }, delayMs: number, log: Logger): Promise<void> {
  readiness.drain();
  if (delayMs <= 0) return;
  log.info('Not ready any more, still serving', { shutdown_delay: new LoggedDuration(delayMs) });
  await sleep(delayMs);
}

/**
 * Takes no new connections, lets requests under way finish, and cuts what is left at the end of the
 * budget (configuration.md §15). @returns how many requests had to be cut
 */
export async function drain({ server, active, cutAll }: Drainable, budgetMs: number): Promise<number> {
  const deadline = performance.now() + Math.min(budgetMs, LONGEST_DRAIN_MS);
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  while (active() > 0 && performance.now() < deadline) {
    server.closeIdleConnections();
    await sleep(POLL_MS);
  }
  const cut = active();
  if (cut > 0) {
    cutAll();
    await Promise.race([closed, sleep(LAST_WORD_MS)]);
  }
  server.closeIdleConnections();
  await Promise.race([closed, sleep(POLL_MS)]);
  server.closeAllConnections();
  return cut;
}
