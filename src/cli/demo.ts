import { Command } from 'commander';
import {
  demoConfiguration,
  instructions,
  portTaken,
  runChaos,
  startFleet,
  stopFleet,
} from '../simulator/demo/index.js';
import { durationValue, End, portValue } from '../simulator/index.js';

const HOST = '127.0.0.1';

/** What the demo needs from outside. */
export interface DemoDeps {
  /** Starts Olla with a configuration as it would stand in a file. */
  startOlla(configText: string): Promise<{ url: string; stop(): Promise<unknown> }>;
  /** Where lines go; standard output by default. */
  print?(line: string): void;
}

interface Flags {
  readonly chaos?: true;
  readonly port: number;
  readonly duration?: number;
}

/** `olla demo`: Olla in front of three simulated servers, with things to try. */
export function demoCommand(deps: DemoDeps): Command {
  return new Command('demo')
    .description('run Olla in front of three simulated servers')
    .option('--chaos', 'send traffic, kill and revive servers, and show what becomes of it')
    .option('--port <number>', 'port for Olla', portValue, 40114)
    .option('--duration <duration>', 'end after this time (default: at Ctrl-C)', durationValue)
    .action((flags: Flags) => demo(deps, flags));
}

async function demo(deps: DemoDeps, { chaos, port, duration }: Flags): Promise<void> {
  const print = (line: string): void =>
    deps.print ? deps.print(line) : void process.stdout.write(`${line}\n`);
  if (port !== 0 && (await portTaken(HOST, port))) {
    print(`Port ${port} is taken, perhaps by another Olla. Choose another one: olla demo --port ${port + 1}`);
    process.exitCode = 1;
    return;
  }
  const end = new End();
  const servers = await startFleet();
  try {
    const olla = await deps.startOlla(demoConfiguration(servers, HOST, port, chaos ? 'error' : 'warn'));
    try {
      print(instructions(servers, olla.url));
      end.after(duration);
      if (chaos) await runChaos({ url: olla.url, servers, durationMs: duration, signal: end.signal, print });
      else await end.reached;
    } finally {
      await olla.stop();
    }
  } finally {
    end.dispose();
    await stopFleet(servers);
  }
}
