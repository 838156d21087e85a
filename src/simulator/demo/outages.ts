import { setTimeout as sleep } from 'node:timers/promises';
import type { Simulator } from '../index.js';
import type { DemoServer } from './fleet.js';

/** When servers are killed and revived, in milliseconds from the start. */
export interface Plan {
  readonly firstMs: number;
  readonly awayMs: number;
  /** From one revival to the next kill; undefined for a single outage. */
  readonly pauseMs: number | undefined;
}

/** One outage within a known duration, otherwise one after the other for ever. */
export const planFor = (durationMs: number | undefined): Plan =>
  durationMs === undefined
    ? { firstMs: 5_000, awayMs: 6_000, pauseMs: 8_000 }
    : { firstMs: durationMs * 0.3, awayMs: durationMs * 0.3, pauseMs: undefined };

/** Kills one server after the other and revives each, until the signal says stop. The last one ends revived. */
export async function causeOutages(
  servers: readonly DemoServer[],
  plan: Plan,
  signal: AbortSignal,
  tell: (line: string) => void,
): Promise<void> {
  const wait = (ms: number): Promise<boolean> => sleep(ms, true, { signal }).catch(() => false);
  if (!(await wait(plan.firstMs))) return;
  // The fastest server first: least-connections gives it most of the work.
  for (let turn = 1; ; turn++) {
    const { name, port, simulator } = servers[turn % servers.length]!;
    await midWork(simulator);
    await simulator.kill();
    tell(`--- ${name} was killed ---`);
    const goOn = await wait(plan.awayMs);
    await simulator.start(port);
    tell(`--- ${name} is back ---`);
    if (!goOn || plan.pauseMs === undefined || !(await wait(plan.pauseMs))) return;
  }
}

/** The worst moment: while it works on something. Gives up after a second without work. */
async function midWork(simulator: Simulator): Promise<void> {
  const deadline = Date.now() + 1_000;
  while (simulator.state().running === 0 && Date.now() < deadline) await sleep(5);
}
