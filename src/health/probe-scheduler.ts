import { formatDuration } from '../core/duration.js';
import { type Endpoint, type EndpointState, isRoutable } from '../core/endpoint.js';
import type { FleetEvent } from '../core/fleet.js';
import type { Logger } from '../core/logger.js';
import type { FleetStore } from '../registry/index.js';
import { endpointTable } from './endpoint-table.js';
import type { Prober } from './probe.js';
import { ProbeRunner } from './probe-runner.js';
import { Recovery } from './recovery.js';
import { Slots } from '../core/slots.js';
import { StatusCallbacks, type StatusListener } from './status-callbacks.js';
import { isSameProbe, PROMPT_GAP_MS, Watch } from './watch.js';

const FORCED_AT_ONCE = 10;

/**
 * Probes every endpoint when its record says so and writes what it finds to the fleet. The record is the
 * schedule: `nextCheckAt` is what the timer is set to, so that status pages tell the truth.
 */
export class ProbeScheduler {
  readonly #watches = new Map<string, Watch>();
  readonly #runner: ProbeRunner;
  readonly #callbacks: StatusCallbacks;
  #unsubscribe: (() => void) | undefined;

  constructor(
    private readonly store: FleetStore,
    prober: Prober,
    private readonly log: Logger,
  ) {
    this.#runner = new ProbeRunner(store, prober, log);
    this.#callbacks = new StatusCallbacks(log);
  }

  /** Begins to probe whatever is due. Does nothing when it runs already. */
  start(): void {
    if (this.#unsubscribe) return;
    const { endpoints } = this.store.fleet;
    const shortest = Math.min(...endpoints.map(({ endpoint }) => endpoint.checkIntervalMs));
    const check_interval = endpoints.length > 0 ? formatDuration(shortest) : 'none';
    this.log.info('Starting Health Checker Service', { check_interval, endpoints: endpoints.length });
    this.#unsubscribe = this.store.subscribe((event) => this.#follow(event));
    this.#sync();
  }

  /** Ends all timers and probes; resolves when nothing is under way any more. May be called again. */
  async stop(): Promise<void> {
    this.#unsubscribe?.();
    this.#unsubscribe = undefined;
    const watches = [...this.#watches.values()];
    this.#watches.clear();
    for (const watch of watches) watch.close();
    await Promise.all(watches.map(async (watch) => watch.busy));
    this.#runner.close();
  }

  /** Starts with the first probe of every endpoint; the program listens when that is over. */
  async runInitial(): Promise<void> {
    this.start();
    await this.#runner.during(() => this.#runAll('Initialising health checks'));
  }

  /** Probes every endpoint now, due or not. */
  async runAll(): Promise<void> {
    if (!this.#unsubscribe) {
      throw new Error('run_health_check failed for endpoint health_checker: health checker is not running');
    }
    await this.#runAll('Running full health checks');
  }

  /** Probes one endpoint now, or joins the probe that is under way, and resolves with what came of it. */
  async probeNow(url: string): Promise<EndpointState | undefined> {
    const watch = this.#watches.get(url);
    if (watch) await this.#runner.launch(watch, true);
    return this.store.fleet.byUrl.get(url);
  }

  /** The same, and the endpoint is asked even where failed probes have taught the schedule not to. */
  async probeInAnyCase(url: string): Promise<EndpointState | undefined> {
    const watch = this.#watches.get(url);
    if (watch && !watch.busy) watch.prompted = true;
    return this.probeNow(url);
  }

  /** Asks for a fresh probe; any number of wishes within a tenth of a second make one probe. */
  probeSoon(url: string): void {
    const watch = this.#watches.get(url);
    if (!watch || this.store.checkOf(url).rateLimitedUntil > Date.now()) return;
    watch.prompted = true;
    if (!watch.busy) watch.armBy(watch.startedAt + PROMPT_GAP_MS);
  }

  /** Calls back after an endpoint that was known and not healthy became so; the returned function ends that. */
  onRecovered(listener: StatusListener): () => void {
    return this.#callbacks.onRecovered(listener);
  }

  /** Calls back after an endpoint left rotation, by a probe or by traffic. */
  onLeft(listener: StatusListener): () => void {
    return this.#callbacks.onLeft(listener);
  }

  async #runAll(message: string): Promise<void> {
    this.log.info(message);
    const slots = new Slots(FORCED_AT_ONCE);
    await Promise.all([...this.#watches.values()].map((watch) => this.#runner.launch(watch, false, slots)));
    const { endpoints } = this.store.fleet;
    this.log.info('Registered endpoints', { count: endpoints.length, endpoints: endpointTable(endpoints) });
  }

  #follow(event: FleetEvent): void {
    if (event.kind === 'endpoints' || event.kind === 'detected') this.#sync();
    if (event.kind !== 'status') return;
    if (event.cause === 'traffic') this.#recover(event.before, event.after);
    this.#callbacks.tell(event.before, event.after);
  }

  /** A request found the endpoint gone: it is probed again and again, beginning at once. */
  #recover(before: EndpointState, { endpoint, status, demotedAt }: EndpointState): void {
    const watch = this.#watches.get(endpoint.url);
    if (!watch || !isRoutable(before.status) || isRoutable(status)) return;
    watch.recovery = new Recovery(demotedAt, true);
    const at = watch.recovery.plan(demotedAt, demotedAt, endpoint.checkIntervalMs);
    if (!watch.busy) watch.arm(at ?? demotedAt);
  }

  /** Makes the watches those of the present fleet. */
  #sync(): void {
    const { byUrl, endpoints } = this.store.fleet;
    for (const [url, watch] of this.#watches) {
      if (byUrl.has(url)) continue;
      watch.close();
      this.#watches.delete(url);
      this.#runner.forget(url);
    }
    for (const { endpoint } of endpoints) {
      const watch = this.#watches.get(endpoint.url);
      if (watch) replace(watch, endpoint);
      else this.#add(endpoint);
    }
  }

  #add(endpoint: Endpoint): void {
    const watch = new Watch(endpoint, (due) => {
      void this.#runner.launch(due, due.prompted || due.recovery !== undefined);
    });
    this.#watches.set(endpoint.url, watch);
    watch.arm(this.store.checkOf(endpoint.url).nextCheckAt);
  }
}

/** What is probed may have changed with a reload: then a probe that is under way says nothing any more. */
function replace(watch: Watch, endpoint: Endpoint): void {
  const same = isSameProbe(watch.endpoint, endpoint);
  watch.endpoint = endpoint;
  if (same) return;
  watch.prompted = true;
  if (watch.busy) watch.abort();
  else watch.arm(Date.now());
}
