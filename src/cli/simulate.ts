import { Command, Option } from 'commander';
import {
  type Address,
  countValue,
  DIALECTS,
  type DialectName,
  durationValue,
  End,
  portValue,
  rateValue,
  Simulator,
} from '../simulator/index.js';

/** Where each kind of server listens by custom. */
const USUAL_PORT: Readonly<Record<DialectName, number>> = {
  ollama: 11434,
  openai: 8000,
  vllm: 8000,
  llamacpp: 8080,
  'lm-studio': 1234,
  lemonade: 8000,
  'docker-model-runner': 12434,
};

interface Flags {
  readonly dialect: DialectName;
  readonly host: string;
  readonly port?: number;
  readonly controlPort: number;
  readonly name?: string;
  readonly model: string[];
  readonly slots: number;
  readonly ttft: number;
  readonly tps: number;
  readonly prefill: number;
  readonly promptCache?: number;
  readonly load: number;
  readonly memory?: number;
  readonly tokens?: number;
}

/** `olla simulate`: an inference server without a model, for trying things out. */
export function simulateCommand(): Command {
  return new Command('simulate')
    .description('run a simulated inference server')
    .addOption(new Option('--dialect <name>', 'what it speaks').choices(DIALECTS).default('ollama'))
    .option('--host <address>', 'where it listens', '127.0.0.1')
    .option('--port <number>', 'its port, 0 for any (default: the usual one of its dialect)', portValue)
    .option('--control-port <number>', 'port for /sim/* that no fault closes, 0 for any', portValue, 0)
    .option('--name <name>', 'how it calls itself in its answers (default: its dialect)')
    .option('--model <names...>', 'models that it serves', ['llama3.2:3b'])
    .option('--slots <number>', 'generations at a time', countValue, 4)
    .addOption(duration('--ttft <duration>', 'time to the first token', '200ms'))
    .option('--prefill <number>', 'tokens of a prompt read per second, or "unlimited"', rateValue, Infinity)
    .option('--prompt-cache <tokens>', 'tokens of prompts that it remembers (default: none)', countValue)
    .option('--tps <number>', 'tokens per second, or "unlimited"', rateValue, 40)
    .addOption(duration('--load <duration>', 'time to load a model', '2s'))
    .option('--memory <number>', 'models that fit in memory (default: all)', countValue)
    .option('--tokens <number>', 'length of a full answer (default: the prompt decides)', countValue)
    .action(simulate);
}

const duration = (flag: string, what: string, usual: string): Option =>
  new Option(flag, what).argParser(durationValue).default(durationValue(usual), usual);

async function simulate(flags: Flags): Promise<void> {
  const port = flags.port ?? USUAL_PORT[flags.dialect];
  const simulator = new Simulator({
    dialect: flags.dialect,
    host: flags.host,
    port,
    controlPort: flags.controlPort,
    name: flags.name ?? flags.dialect,
    models: flags.model,
    slots: flags.slots,
    ttftMs: flags.ttft,
    prefillTokensPerSecond: flags.prefill,
    promptCacheTokens: flags.promptCache ?? 0,
    tokensPerSecond: flags.tps,
    loadMs: flags.load,
    memoryModels: flags.memory ?? flags.model.length,
    answerTokens: flags.tokens,
  });
  let address: Address;
  try {
    address = await simulator.start();
  } catch (error) {
    process.stderr.write(`${whyNot(error, port)}\n`);
    process.exitCode = 1;
    return;
  }
  const end = new End();
  process.stdout.write(`${greeting(simulator, address)}\n`);
  await end.reached;
  await simulator.stop();
}

function greeting({ settings }: Simulator, { url, controlUrl = url }: Address): string {
  const { name, dialect, models } = settings;
  const fault = `curl ${controlUrl}/sim/fault -d '{"kind":"hang"}'`;
  return `${name} (${dialect}) serves ${models.join(', ')} at ${url}; switch faults with: ${fault} (back: "none")`;
}

function whyNot(error: unknown, port: number): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code !== 'EADDRINUSE') return `The simulator could not start: ${message}`;
  return `Port ${port} or the control port is taken; choose others with --port and --control-port, 0 for any.`;
}
