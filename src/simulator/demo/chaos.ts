import { setTimeout as sleep } from 'node:timers/promises';
import type { DemoServer } from './fleet.js';
import { fleetStatus } from './fleet-status.js';
import { causeOutages, planFor } from './outages.js';
import { summary, tableHead, tableRow } from './table.js';
import { Tally } from './tally.js';
import { Traffic } from './traffic.js';

export interface ChaosSettings {
  readonly url: string;
  readonly servers: readonly DemoServer[];
  /** For ever when undefined. */
  readonly durationMs: number | undefined;
  /** Ends it early. */
  readonly signal: AbortSignal;
  readonly print: (line: string) => void;
}

/** Sends traffic through Olla while servers die and return; prints a line each second and a summary at the end. */
export async function runChaos({ url, servers, durationMs, signal, print }: ChaosSettings): Promise<Tally> {
  const tally = new Tally();
  const names = servers.map(({ name }) => name);
  const startedAt = performance.now();
  const seconds = (): number => Math.round((performance.now() - startedAt) / 1_000);
  const traffic = new Traffic(url, tally);
  const outages = causeOutages(servers, planFor(durationMs), signal, print);
  print(tableHead(names));
  while (await sleep(1_000, true, { signal }).catch(() => false)) {
    print(tableRow(seconds(), tally, names, await fleetStatus(url)));
  }
  await outages;
  await traffic.stop();
  print(summary(tally, seconds()));
  return tally;
}
