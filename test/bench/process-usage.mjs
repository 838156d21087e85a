// Processor time and memory of a process and all its children, from /proc. Where there is none, the answers are undefined.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';

const TICKS_PER_SECOND = clockTicks();

/** The process and its descendants, as they are now. */
export function family(pid) {
  const members = [pid];
  for (const member of members) members.push(...childrenOf(member));
  return members;
}

/** Seconds of user and system time the processes have spent so far. */
export function cpuSeconds(pids) {
  return sum(pids, (pid) => {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'latin1');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
  });
}

/** Resident memory in megabytes. */
export function residentMb(pids) {
  return sum(pids, (pid) => {
    const status = fs.readFileSync(`/proc/${pid}/status`, 'latin1');
    return Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0) / 1024;
  });
}

function sum(pids, read) {
  try {
    return pids.reduce((total, pid) => total + read(pid), 0);
  } catch {
    return undefined;
  }
}

function childrenOf(pid) {
  try {
    return fs
      .readdirSync(`/proc/${pid}/task`)
      .flatMap((thread) => fs.readFileSync(`/proc/${pid}/task/${thread}/children`, 'latin1').split(' '))
      .filter(Boolean)
      .map(Number);
  } catch {
    return [];
  }
}

function clockTicks() {
  try {
    return Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' })) || 100;
  } catch {
    return 100;
  }
}
