// Which processor core does what: the proxy has core 0 to itself, load and backend share the others.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** The full path of a program, or undefined. */
export function onPath(program) {
  const folders = [...(process.env.PATH ?? '').split(path.delimiter), '/usr/sbin', '/usr/local/sbin'];
  return folders
    .filter(Boolean)
    .map((folder) => path.join(folder, program))
    .find((file) => fs.existsSync(file));
}

const cores = os.availableParallelism();
const taskset = cores > 1 ? onPath('taskset') : undefined;

/** Moves this process, and so whatever it starts, off the proxy's core. */
export function leaveProxyCore() {
  if (taskset) execFileSync(taskset, ['-acp', `1-${cores - 1}`, String(process.pid)], { stdio: 'ignore' });
}

export function onProxyCore(command) {
  return taskset ? [taskset, '-c', '0', ...command] : command;
}

export function describeCores() {
  if (taskset) return `proxy alone on core 0, load and backend on the other ${cores - 1}`;
  return cores > 1 ? 'nothing pinned (no taskset)' : 'everything on the only core';
}
