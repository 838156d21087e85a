import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ask } from './ask.js';
import { dig } from './dig.js';
import { endWithTests, scratchFolder } from './leftovers.js';
import { freePort } from './ports.js';
import { until } from './until.js';

const BIN = fileURLToPath(new URL('../../bin/olla', import.meta.url));
const START_MS = 20_000;
const PORT_TRIES = 3;

/** How a process ended. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface StartOptions {
  /** Added to the environment, which holds no variable of Olla's otherwise. */
  readonly env?: Readonly<Record<string, string>>;
  /** Before `-c FILE`. */
  readonly args?: readonly string[];
}

/** `node bin/olla …` as a process of its own, which ends with the tests at the latest. */
export class OllaProcess {
  readonly exited: Promise<Ended>;
  stdout = '';
  stderr = '';
  readonly #child: ChildProcess;

  /** @param cwd a new empty directory by default, so that no configuration file lies about */
  constructor(args: readonly string[], env: Readonly<Record<string, string>> = {}, cwd = scratchFolder()) {
    const child = spawn(process.execPath, [BIN, ...args], {
      cwd,
      env: { ...plainEnvironment(), ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child = child;
    endWithTests(child);
    child.stdout.setEncoding('utf8').on('data', (text: string) => (this.stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (this.stderr += text));
    this.exited = new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code, signal) => resolve({ code, signal }));
    });
  }

  get pid(): number {
    return this.#child.pid!;
  }

  get running(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** Everything it has said so far. */
  log(): string {
    return this.stderr + this.stdout;
  }

  /** The messages of its log about the endpoint with this name. */
  messagesAbout(endpoint: string): unknown[] {
    const records = this.stdout.split('\n').filter((line) => line.startsWith('{'));
    const about = records.map(parsed).filter((record) => dig(record, 'endpoint') === endpoint);
    return about.map((record) => dig(record, 'msg'));
  }

  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** Asks it to end and waits until it has. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<Ended> {
    this.signal(signal);
    return this.exited;
  }

  async kill(): Promise<void> {
    await this.stop('SIGKILL');
  }

  /** Resident memory in MiB. */
  residentMb(): number {
    const status = readFileSync(`/proc/${this.pid}/status`, 'utf8');
    return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024;
  }
}

/** A running Olla. */
export class Olla extends OllaProcess {
  readonly url: string;

  constructor(
    readonly port: number,
    args: readonly string[],
    env?: Readonly<Record<string, string>>,
    /** Its configuration file. */
    readonly file = '',
    /** Its working directory; a new empty one when absent. */
    cwd?: string,
  ) {
    super(args, env, cwd);
    this.url = `http://127.0.0.1:${port}`;
  }

  /** Writes another configuration into its file; the port stays. */
  rewrite(config: object): void {
    const server = { ...(dig(config, 'server') as object | undefined), host: '127.0.0.1', port: this.port };
    writeFileSync(this.file, JSON.stringify({ ...config, server }));
  }

  /** What the status page says of the endpoint with this name. */
  async endpoint(name: string): Promise<unknown> {
    const report = await ask(`${this.url}/internal/status`);
    const endpoints = dig(report.json(), 'endpoints') as unknown[];
    return endpoints.find((row) => dig(row, 'name') === name);
  }
}

/** Starts Olla with this configuration on a free port and waits until it serves. */
export async function start(config: object, { env, args = [] }: StartOptions = {}): Promise<Olla> {
  for (let tries = 1; ; tries++) {
    const port = await freePort();
    const server = { host: '127.0.0.1', port, ...(dig(config, 'server') as object | undefined) };
    const file = configFile(JSON.stringify({ ...config, server }));
    const olla = new Olla(port, [...args, '-c', file], env, file);
    try {
      await until('Olla answers', () => serves(olla), START_MS);
      return olla;
    } catch (error) {
      await olla.kill();
      if (tries < PORT_TRIES && olla.log().includes('EADDRINUSE')) continue;
      throw new Error(`Olla did not start: ${olla.log()}`, { cause: error });
    }
  }
}

/** Runs `olla` with these arguments to its end. */
export async function run(
  args: readonly string[],
  env?: Readonly<Record<string, string>>,
): Promise<Ended & { stdout: string; stderr: string }> {
  const olla = new OllaProcess(args, env);
  const ended = await olla.exited;
  return { ...ended, stdout: olla.stdout, stderr: olla.stderr };
}

/** A file with this text that goes with the tests; JSON is YAML too. */
export function configFile(text: string): string {
  const file = path.join(scratchFolder(), 'olla.yaml');
  writeFileSync(file, text);
  return file;
}

async function serves(olla: Olla): Promise<boolean> {
  if (!olla.running) throw new Stopped();
  return (await ask(`${olla.url}/internal/health`)).status === 200;
}

class Stopped extends Error {}

/** A line of the log; the last one may not be whole yet. */
function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function plainEnvironment(): NodeJS.ProcessEnv {
  const entries = Object.entries(process.env).filter(([name]) => !/^(OLLA_|NODE_OPTIONS$|JEST_)/.test(name));
  return Object.fromEntries(entries);
}
