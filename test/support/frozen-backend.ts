import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import { endWithTests } from './leftovers.js';
import { freePort } from './ports.js';

const PROGRAM = fileURLToPath(new URL('small-backlog-server.mjs', import.meta.url));
const PATIENCE_MS = 150;
const MOST_CALLERS = 20;

/**
 * A backend in a process of its own whose port, once frozen, takes no connection any more: the process is stopped
 * and its queue of callers is full, so that the system drops what comes.
 */
export class FrozenBackend {
  readonly name: string;
  port = 0;
  #child: ChildProcess | undefined;
  readonly #callers: Socket[] = [];

  constructor(readonly model: string) {
    this.name = `frozen-${model}`;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async start(): Promise<void> {
    this.port = await freePort();
    this.#child = fork(PROGRAM, [String(this.port), this.model], { execArgv: [] });
    endWithTests(this.#child);
    await once(this.#child, 'message');
  }

  async freeze(): Promise<void> {
    this.#child?.kill('SIGSTOP');
    while (await this.#anotherFits())
      if (this.#callers.length > MOST_CALLERS) throw new Error('no end of room');
  }

  async kill(): Promise<void> {
    for (const caller of this.#callers) caller.destroy();
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }

  #anotherFits(): Promise<boolean> {
    const caller = connect(this.port, '127.0.0.1');
    this.#callers.push(caller);
    caller.on('error', () => undefined);
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(false), PATIENCE_MS);
      caller.once('connect', () => {
        clearTimeout(timer);
        resolve(true);
      });
    });
  }
}
