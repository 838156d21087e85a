import { createServer } from 'node:net';

/**
 * Below the range that systems take for outgoing connections: a port stays free while its server is away, and
 * nobody who connects to it meanwhile is given that very port to call from.
 */
const FIRST = 15_000;
const SPAN = 17_000;

let next = Math.floor(Math.random() * SPAN);

/** A port of 127.0.0.1 on which nobody listens; each call gives another one. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = FIRST + (next++ % SPAN);
    if (await isFree(port)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}
