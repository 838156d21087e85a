import { constants, fstatSync, openSync } from 'node:fs';

const ITSELF = '/proc/self/fd/1';

/**
 * A descriptor of standard output. Where it is a pipe and the system lets one, it is a descriptor of its own that does
 * not block: with a reader that has stopped, such as a stuck log driver, a thread would wait in `write` and the process
 * could not even end.
 */
export function standardOutput(): number {
  try {
    if (fstatSync(1).isFIFO()) return openSync(ITSELF, constants.O_WRONLY | constants.O_NONBLOCK);
  } catch {
    // Elsewhere than on Linux there is no such way.
  }
  return 1;
}
