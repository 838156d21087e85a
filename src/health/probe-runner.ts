import type { Logger } from '../core/logger.js';
import type { FleetStore } from '../registry/index.js';
import { crashed } from './classify.js';
import { EndpointCheck, type Finding, PROMPTED, RECOVERING, REGULAR } from './endpoint-check.js';
import type { Prober } from './probe.js';
import { ProbeResults } from './probe-result.js';
import { Slots } from '../core/slots.js';
import { PROMPT_GAP_MS, type Watch } from './watch.js';

const AT_ONCE = 5;

/** Runs the probes of watches: never two of one endpoint, few at once, and each sets the timer of the next. */
export class ProbeRunner {
  readonly #slots = new Slots(AT_ONCE);
  readonly #check: EndpointCheck;
  readonly #results: ProbeResults;
  /** During the initial run: endpoints that gave no answer, and are asked again when the run is over. */
  #silent: Set<Watch> | undefined;

  constructor(
    private readonly store: FleetStore,
    prober: Prober,
    private readonly log: Logger,
  ) {
    this.#check = new EndpointCheck(prober);
    this.#results = new ProbeResults(store, log);
  }

  /** Probes as soon as a slot is free; joins the probe that is queued or under way. */
  launch(watch: Watch, urgent: boolean, slots = this.#slots): Promise<void> {
    if (watch.busy) return watch.busy;
    watch.disarm();
    const probe = slots.run(() => this.#probe(watch), urgent);
    watch.busy = probe.finally(() => {
      watch.busy = undefined;
      this.#plan(watch);
    });
    return watch.busy;
  }

  /** Lets endpoints that stay silent wait for the end of a run of many probes. */
  async during(run: () => Promise<void>): Promise<void> {
    const silent = (this.#silent ??= new Set());
    try {
      await run();
    } finally {
      this.#silent = undefined;
      for (const watch of silent) if (!watch.closed) watch.arm(this.#results.awaitReturn(watch));
    }
  }

  /** Drops what is known of an endpoint that is gone. */
  forget(url: string): void {
    this.#check.forget(url);
  }

  close(): void {
    this.#check.close();
  }

  async #probe(watch: Watch): Promise<void> {
    const state = this.store.fleet.byUrl.get(watch.endpoint.url);
    if (watch.closed || !state) return;
    const { name } = state.endpoint;
    const mode = watch.recovery ? RECOVERING : watch.prompted ? PROMPTED : REGULAR;
    watch.prompted = false;
    const signal = watch.begin();
    let finding: Finding;
    try {
      finding = await this.#check.run(state, mode, signal);
    } catch (error) {
      this.log.error('Health check panic recovered for endpoint', { endpoint: name, error: String(error) });
      finding = { ...crashed(error), latencyMs: 0 };
    }
    if (signal.aborted) return this.log.debug('Discarded a health check', { endpoint: name });
    try {
      if (this.#results.write(watch, finding)) this.#silent?.add(watch);
    } catch (error) {
      this.log.error('Failed to write a health check', { endpoint: name, error: String(error) });
    }
  }

  /** Sets the timer after a probe, whatever came of it. */
  #plan(watch: Watch): void {
    if (watch.closed || this.#silent?.has(watch)) return;
    if (watch.prompted) return watch.arm(watch.startedAt + PROMPT_GAP_MS);
    const { nextCheckAt } = this.store.checkOf(watch.endpoint.url);
    // A record that lies in the past was not written by this probe, and what failed must not repeat at once.
    const written = nextCheckAt > watch.startedAt;
    watch.arm(written ? nextCheckAt : Date.now() + watch.endpoint.checkIntervalMs);
  }
}
