import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';

const KEEPER = fileURLToPath(new URL('keeper.mjs', import.meta.url));

let keeper: ChildProcess | undefined;

/** The keeper outlives a test process that is killed, so that nothing else does. */
function tell(order: string): void {
  keeper ??= spawn(process.execPath, [KEEPER], { stdio: ['pipe', 'ignore', 'inherit'], detached: true });
  const orders = keeper.stdin as Writable;
  if (orders.writable) orders.write(`${order}\n`);
}

afterAll(async () => {
  if (!keeper) return;
  const gone = once(keeper, 'exit');
  keeper.stdin!.end();
  await gone;
});

/** This process does not outlive the tests, whatever becomes of them. */
export function endWithTests(child: ChildProcess): void {
  if (child.pid === undefined) return;
  tell(`process ${child.pid}`);
  child.once('exit', () => tell(`ended ${child.pid}`));
}

/** A new empty folder that goes with the tests. */
export function scratchFolder(): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'olla-e2e-'));
  tell(`folder ${folder}`);
  return folder;
}
