import { type EndpointState, isRoutable, profileOf } from '../../core/endpoint.js';
import type { FleetEvent } from '../../core/fleet.js';
import type { Logger } from '../../core/logger.js';
import type { FleetStore } from '../fleet-store.js';
import type { LoadClient } from './load-client.js';
import { LoadInquiries } from './load-inquiries.js';
import type { LoadReaderLookup } from './load-readers.js';
import { Poll } from './poll.js';

const TICK_MS = 500;
const AT_ONCE = 8;

/**
 * Asks every routable endpoint whose kind of server tells of itself what it holds in memory and how busy it
 * is, and writes that to its `load.told`: always a whole new report, never a version of the fleet. One timer
 * serves all endpoints and keeps nothing alive; what one of them answers costs no other its turn.
 */
export class LoadPoller {
  readonly #polls = new Map<string, Poll>();
  readonly #due: Poll[] = [];
  #asking = 0;
  #timer: NodeJS.Timeout | undefined;
  #unsubscribe: (() => void) | undefined;
  readonly #inquiries: LoadInquiries;

  constructor(
    private readonly store: FleetStore,
    private readonly readers: LoadReaderLookup,
    private readonly client: Pick<LoadClient, 'get' | 'close'>,
    log: Logger,
  ) {
    this.#inquiries = new LoadInquiries(client, log);
  }

  /** Asks everybody at once and follows the fleet from now on. Does nothing when it does so already. */
  start(): void {
    if (this.#unsubscribe) return;
    this.#unsubscribe = this.store.subscribe((event) => this.#follow(event));
    this.#sync();
    this.#tick();
  }

  /** Ends the timer and every question under way; what was told so far grows old. May be called again. */
  async stop(): Promise<void> {
    this.#unsubscribe?.();
    this.#unsubscribe = undefined;
    for (const poll of this.#polls.values()) poll.end();
    this.#polls.clear();
    this.#setTimer();
    await this.client.close();
  }

  #follow(event: FleetEvent): void {
    if (event.kind === 'endpoints') this.#sync();
    else if (event.kind !== 'models') this.#watch(event.after.endpoint.url);
  }

  #sync(): void {
    const { byUrl } = this.store.fleet;
    for (const url of [...this.#polls.keys(), ...byUrl.keys()]) this.#watch(url);
  }

  /** Begins or ends the polls of an endpoint, as it stands now. */
  #watch(url: string): void {
    const state = this.store.fleet.byUrl.get(url);
    const reader =
      state && isRoutable(state.status) ? this.readers.get(profileOf(state.endpoint)) : undefined;
    const poll = this.#polls.get(url);
    if (poll?.reader === reader) return;
    if (poll) {
      poll.end();
      this.#polls.delete(url);
      if (state) state.load.told = undefined;
    }
    if (reader) this.#polls.set(url, new Poll(url, reader, Date.now()));
    this.#setTimer();
  }

  #setTimer(): void {
    if (this.#polls.size > 0) this.#timer ??= setInterval(() => this.#tick(), TICK_MS).unref();
    else {
      clearInterval(this.#timer);
      this.#timer = undefined;
    }
  }

  #tick(): void {
    const now = Date.now();
    for (const poll of this.#polls.values()) {
      if (!poll.isDue(now)) continue;
      poll.busy = true;
      this.#due.push(poll);
    }
    this.#next();
  }

  #next(): void {
    while (this.#asking < AT_ONCE) {
      const poll = this.#due.shift();
      if (!poll) return;
      this.#asking++;
      void this.#poll(poll).finally(() => {
        this.#asking--;
        poll.busy = false;
        this.#next();
      });
    }
  }

  async #poll(poll: Poll): Promise<void> {
    const asked = this.#stateOf(poll);
    if (!asked) return;
    const told = await this.#inquiries.ask(poll.reader, asked, poll.ended);
    const state = this.#stateOf(poll);
    if (!state) return;
    if (told) {
      poll.told(Date.now(), told.seldom);
      state.load.told = told.report;
    } else if (poll.failed(Date.now())) state.load.told = undefined;
  }

  /** Undefined for a poll that has ended meanwhile. */
  #stateOf(poll: Poll): EndpointState | undefined {
    return this.#polls.get(poll.url) === poll ? this.store.fleet.byUrl.get(poll.url) : undefined;
  }
}
