import { LoggedDuration } from '../core/log-facts.js';
import type { Logger } from '../core/logger.js';
import { FAILED } from './exit-codes.js';
import { uptime } from './uptime.js';

const WORDS = { SIGINT: 'interrupt', SIGTERM: 'terminated' } as const;
/** What a shell shows for a process that a signal has ended. */
const AT_ONCE = { SIGINT: 130, SIGTERM: 143 } as const;

/**
 * The end of the process. The first SIGINT or SIGTERM drains and ends with 0, a second one ends at once; a listener
 * that dies ends with 1. SIGHUP ends nothing.
 */
export class Leaver {
  /** Absent until there is a logger. */
  log?: Logger;
  /** Drains and stops; absent while there is nothing to drain, so that a signal ends the process without delay. */
  stop?: () => Promise<unknown>;
  /** What is told of the process once everything has stopped. */
  figures?: () => Promise<void>;
  /** Brings the last records to where they belong. */
  close?: () => Promise<void>;
  /** Takes the configuration over as it is now. */
  onHangup?: () => void;
  /** Requests under way: a second signal that cuts nobody off is no failure. */
  active: () => number = () => 0;
  #leaving = false;

  constructor() {
    process.on('SIGINT', (signal: NodeJS.Signals) => void this.#heard(signal as 'SIGINT'));
    process.on('SIGTERM', (signal: NodeJS.Signals) => void this.#heard(signal as 'SIGTERM'));
    process.on('SIGHUP', () => this.#hungUp());
  }

  /** The listener has died: what else runs is stopped, and the process ends with 1. */
  async listenerDied(error: Error): Promise<void> {
    if (this.#leaving) return;
    this.#leaving = true;
    this.log?.error('HTTP server error', { error });
    await this.#leave(FAILED);
  }

  async #heard(signal: keyof typeof WORDS): Promise<void> {
    if (this.#leaving) process.exit(this.active() > 0 ? AT_ONCE[signal] : 0);
    this.#leaving = true;
    this.log?.info('Shutdown signal received', { signal: WORDS[signal] });
    await this.#leave(0);
  }

  #hungUp(): void {
    if (!this.onHangup || this.#leaving) return;
    this.log?.info('Reload signal received', { signal: 'hangup' });
    this.onHangup();
  }

  /** Whatever fails on the way, the next step is taken all the same. */
  async #leave(code: number): Promise<void> {
    const began = performance.now();
    await this.#step('Stopping went wrong', () => this.stop?.());
    await this.#step('Figures could not be told', () => this.figures?.());
    this.log?.info('Cleaned up', { duration: new LoggedDuration(performance.now() - began) });
    this.log?.info('Olla has shutdown', { uptime: uptime(process.uptime()) });
    await this.#step('Log could not be closed', () => this.close?.());
    process.exit(code);
  }

  async #step(wentWrong: string, step: () => unknown): Promise<void> {
    try {
      await step();
    } catch (error) {
      this.log?.error(wentWrong, { error: String(error) });
    }
  }
}
