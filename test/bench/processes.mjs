// Starts the processes of a measurement and sees to it that none outlives it.
import { fork, spawn } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { onProxyCore } from './cores.mjs';
import { checkedAnswer } from './checked-answer.mjs';

const READY_MS = 30_000;
const STOP_MS = 5_000;
const running = new Set();
const folders = new Set();

export const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

export async function startBackend() {
  const child = track(fork(new URL('backend.mjs', import.meta.url), { detached: true }));
  const { port } = await new Promise((resolve, reject) => {
    child.once('message', resolve);
    child.once('exit', (code) => reject(new Error(`the backend left with code ${code}`)));
  });
  return { port, pid: child.pid, stop: () => stop(child) };
}

/** Starts one proxy on its core and waits until it hands a right answer through. */
export async function startProxy(proxy, backend) {
  if (!proxy.launch) return { port: backend.port, pid: backend.pid, stop: () => Promise.resolve() };
  const dir = temporaryFolder();
  const port = await freePort();
  const { command, cwd, env } = proxy.launch({ port, backend: backend.port }, dir);
  const [program, ...args] = onProxyCore(command);
  const log = path.join(dir, 'log');
  const output = fs.openSync(log, 'w');
  const child = track(
    spawn(program, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', output, output],
      detached: true,
    }),
  );
  fs.closeSync(output);
  const stopAndClear = async () => {
    await stop(child);
    removeFolder(dir);
  };
  const problem = await untilReady(child, port);
  if (problem) {
    const tail = fs.readFileSync(log, 'utf8').slice(-1500);
    await stopAndClear();
    throw new Error(`${problem}\n${tail}`);
  }
  return { port, pid: child.pid, stop: stopAndClear };
}

/** @returns why it is not ready, or '' */
async function untilReady(child, port) {
  const end = Date.now() + READY_MS;
  let fault = 'no answer';
  while (Date.now() < end && running.has(child)) {
    fault = await checkedAnswer(port);
    if (!fault) return '';
    await sleep(100);
  }
  return running.has(child) ? `not ready after ${READY_MS / 1000} s: ${fault}` : 'left at once';
}

/** Runs a load generator to its end. @returns what it printed */
export function runLoad(program, args) {
  return new Promise((resolve, reject) => {
    const child = track(spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], detached: true }));
    let output = '';
    let complaint = '';
    child.stdout.on('data', (data) => (output += data));
    child.stderr.on('data', (data) => (complaint += data));
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve(output);
      else reject(new Error(`${path.basename(program)} left with code ${code}: ${complaint.slice(-500)}`));
    });
  });
}

/** For the very end, however it comes: kills without waiting. */
export function killAll() {
  for (const child of running) signal(child, 'SIGKILL');
  for (const dir of folders) removeFolder(dir);
}

function track(child) {
  running.add(child);
  child.once('exit', () => running.delete(child));
  child.once('error', () => running.delete(child));
  return child;
}

async function stop(child) {
  if (!running.has(child)) return;
  const left = new Promise((resolve) => child.once('exit', resolve));
  signal(child, 'SIGTERM');
  await Promise.race([left, sleep(STOP_MS)]);
  if (running.has(child)) signal(child, 'SIGKILL');
  await left;
}

/** Each child leads a group of its own, so its children go with it. */
function signal(child, name) {
  try {
    process.kill(-child.pid, name);
  } catch {
    // already gone
  }
}

export function temporaryFolder() {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'olla-bench-'));
  folders.add(dir);
  return dir;
}

export function removeFolder(dir) {
  folders.delete(dir);
  fs.rmSync(dir, { recursive: true, force: true });
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = net.createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
