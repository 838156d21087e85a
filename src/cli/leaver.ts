import { formatDuration } from '../core/duration.js';
import type { Logger } from '../core/logger.js';

const WORDS = { SIGINT: 'interrupt', SIGTERM: 'terminated' } as const;
/** What a shell shows for a process that a signal has ended. */
const AT_ONCE = { SIGINT: 130, SIGTERM: 143 } as const;

/** The first SIGINT or SIGTERM drains and ends with 0; a second one ends at once. SIGHUP harms nobody. */
export class Leaver {
  /** Absent until there is a logger. */
  log?: Logger;
  /** Drains and stops; absent while there is nothing to drain, so that a signal ends the process without delay. */
  stop?: () => Promise<unknown>;
  /** Requests under way: a second signal that cuts nobody off is no failure. */
  active: () => number = () => 0;
  #leaving = false;

  constructor() {
    process.on('SIGINT', (signal: NodeJS.Signals) => void this.#leave(signal as 'SIGINT'));
    process.on('SIGTERM', (signal: NodeJS.Signals) => void this.#leave(signal as 'SIGTERM'));
    process.on('SIGHUP', () => this.log?.warn('SIGHUP: this configuration is kept, reload is not available'));
  }

  async #leave(signal: keyof typeof WORDS): Promise<void> {
    if (this.#leaving) process.exit(this.active() > 0 ? AT_ONCE[signal] : 0);
    this.#leaving = true;
    this.log?.info('Shutdown signal received', { signal: WORDS[signal] });
    try {
      await this.stop?.();
    } catch (error) {
      this.log?.error('Stopping went wrong', { error: String(error) });
    }
    this.log?.info('Olla has shutdown', { uptime: formatDuration(Math.round(process.uptime()) * 1_000) });
    process.exit(0);
  }
}
