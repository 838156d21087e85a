import { type DialectName, Simulator, type SimulatorOptions } from '../../src/simulator/index.js';
import { entry, type EndpointEntry } from './configuration.js';

/** Whether endpoints are told what they are, or have to be recognised. */
export type Typing = 'own' | 'auto';

/** The dialects that are types of endpoints by themselves. */
export type ServerType = Exclude<DialectName, 'openai'>;

/** A simulated server as an endpoint: by its own type or as `auto`, everything else left to Olla. */
export async function endpointOf(
  simulator: Simulator,
  typing: Typing = 'own',
  more: object = {},
): Promise<EndpointEntry> {
  const { name, dialect } = simulator.settings;
  const { url } = await simulator.start();
  const { health_check_url: _health, model_url: _models, ...plain } = entry({ name, url });
  return { ...plain, type: typing === 'own' ? dialect : 'auto', ...more };
}

type Server = Required<Pick<SimulatorOptions, 'name' | 'models'>>;

/** One server of each kind, no model on two of them. */
const SERVERS: Readonly<Record<ServerType, Server>> = {
  ollama: { name: 'desk', models: ['llama3.2:latest', 'nomic-embed-text:latest'] },
  'lm-studio': { name: 'studio', models: ['qwen/qwen3-8b'] },
  vllm: { name: 'rack', models: ['meta-llama/Llama-3.1-8B-Instruct'] },
  llamacpp: { name: 'box', models: ['Phi-4-mini-instruct-Q4_K_M.gguf'] },
  lemonade: { name: 'npu', models: ['Gemma-3-4b-it-FLM', 'bge-small-en-GGUF'] },
  'docker-model-runner': {
    name: 'whale',
    models: ['ai/smollm2:135M-Q4_K_M', 'ai/mxbai-embed-large:335M-F16'],
  },
};

const TYPES = Object.keys(SERVERS) as ServerType[];

/** Six simulated servers, one of each kind. */
export class SimulatedFleet {
  readonly #servers = new Map(
    TYPES.map((dialect) => [dialect, new Simulator({ dialect, ...SERVERS[dialect] })]),
  );

  /** The one of this kind. */
  of(type: ServerType): Simulator {
    return this.#servers.get(type)!;
  }

  /** Each server's kind and name. */
  get names(): readonly [type: ServerType, name: string][] {
    return TYPES.map((type) => [type, SERVERS[type].name]);
  }

  /** Every model of the fleet, sorted. */
  get models(): readonly string[] {
    return TYPES.flatMap((type) => SERVERS[type].models).toSorted();
  }

  /** How often the server of this kind was asked for work under this path. */
  asked(type: ServerType, path: string): number {
    return this.of(type).requests().generations[path] ?? 0;
  }

  /** Starts them all and gives the endpoints for the configuration. */
  start(typing: Typing): Promise<EndpointEntry[]> {
    return Promise.all([...this.#servers.values()].map((simulator) => endpointOf(simulator, typing)));
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#servers.values()].map((simulator) => simulator.kill()));
  }
}
