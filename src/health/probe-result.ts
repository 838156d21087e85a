import { isRoutable } from '../core/endpoint.js';
import type { Logger } from '../core/logger.js';
import type { FleetStore } from '../registry/index.js';
import { afterProbe } from './check-record.js';
import type { Finding } from './endpoint-check.js';
import { Recovery, recoveryAfter } from './recovery.js';
import { logTransition } from './transition-log.js';
import type { Watch } from './watch.js';

/** Writes what probes found to the fleet: always on the record as it is now (models-and-health.md §5.1). */
export class ProbeResults {
  constructor(
    private readonly store: FleetStore,
    private readonly log: Logger,
  ) {}

  /** Returns whether this was the first probe of an endpoint, and got no answer. */
  write(watch: Watch, finding: Finding): boolean {
    const { startedAt, endpoint } = watch;
    const { url, checkIntervalMs } = endpoint;
    const before = this.store.fleet.byUrl.get(url);
    if (!before) return false;
    if (isRoutable(finding.status) && before.demotedAt >= startedAt) {
      // A request found the endpoint gone after this probe had set out: its good news is the older one.
      watch.prompted = true;
      return false;
    }
    const now = Date.now();
    const record = this.store.checkOf(url);
    watch.recovery = recoveryAfter(watch.recovery, before.status, finding, now);
    const recoveryAt = watch.recovery?.plan(startedAt, now, checkIntervalMs);
    if (recoveryAt === undefined) watch.recovery = undefined;
    const { latencyMs, admittedAt } = finding;
    const check = afterProbe(record, finding, {
      startedAt,
      latencyMs,
      checkIntervalMs,
      recoveryAt,
      admittedAt,
    });
    this.store.report(url, { status: finding.status, cause: 'probe', check });
    logTransition(this.log, before, record.consecutiveFailures, finding, check);
    return before.status === 'unknown' && recoveryAt !== undefined;
  }

  /** Lets the steady probes of an endpoint that gave no answer begin now; returns when the first one comes. */
  awaitReturn(watch: Watch): number {
    const { url, checkIntervalMs } = watch.endpoint;
    const now = Date.now();
    watch.recovery = new Recovery(now, false);
    const nextCheckAt = watch.recovery.plan(now, now, checkIntervalMs) ?? now;
    const status = this.store.fleet.byUrl.get(url)?.status ?? 'unknown';
    this.store.report(url, { status, cause: 'probe', check: { ...this.store.checkOf(url), nextCheckAt } });
    return nextCheckAt;
  }
}
