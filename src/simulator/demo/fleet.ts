import { Simulator, type SimulatorOptions } from '../index.js';
import { portTaken } from './port-taken.js';

/** The model that every server of the demo has. */
export const SHARED_MODEL = 'llama3.2:3b';

/** One simulated server of the demo, where it is and where it can be broken. */
export interface DemoServer {
  readonly simulator: Simulator;
  readonly name: string;
  readonly type: string;
  readonly port: number;
  readonly url: string;
  readonly controlUrl: string;
}

const SERVERS: readonly SimulatorOptions[] = [
  {
    dialect: 'ollama',
    name: 'laptop-ollama',
    models: [SHARED_MODEL, 'qwen2.5:7b', 'nomic-embed-text'],
    slots: 4,
    ttftMs: 120,
    tokensPerSecond: 40,
    loadMs: 300,
    memoryModels: 2,
  },
  {
    dialect: 'vllm',
    name: 'rack-vllm',
    models: [SHARED_MODEL, 'meta-llama/Llama-3.1-8B-Instruct'],
    slots: 16,
    ttftMs: 50,
    tokensPerSecond: 90,
  },
  {
    dialect: 'lm-studio',
    name: 'desk-lm-studio',
    models: [SHARED_MODEL, 'qwen2.5:7b'],
    slots: 4,
    ttftMs: 90,
    tokensPerSecond: 60,
    loadMs: 200,
  },
];

/**
 * Where free ports are looked for: below the range that systems take for outgoing connections, so that a server
 * finds its port free when it comes back.
 */
const FIRST_PORT = 21_434;

/** Starts an Ollama, a vLLM and an LM Studio on free ports. */
export async function startFleet(): Promise<DemoServer[]> {
  const servers: DemoServer[] = [];
  try {
    for (const options of SERVERS) {
      servers.push(await startServer(options, (servers.at(-1)?.port ?? FIRST_PORT - 1) + 1));
    }
    return servers;
  } catch (error) {
    await stopFleet(servers);
    throw error;
  }
}

export async function stopFleet(servers: readonly DemoServer[]): Promise<void> {
  await Promise.all(servers.map(({ simulator }) => simulator.stop()));
}

async function startServer(options: SimulatorOptions, from: number): Promise<DemoServer> {
  const simulator = new Simulator({ ...options, controlPort: 0 });
  const { host, name } = simulator.settings;
  let free = from;
  while (await portTaken(host, free)) free++;
  const { port, url, controlUrl = url } = await simulator.start(free);
  return { simulator, name, type: options.dialect, port, url, controlUrl };
}
