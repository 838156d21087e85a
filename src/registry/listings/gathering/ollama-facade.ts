import { NoEndpointsError } from '../../../core/availability-errors.js';
import { type EndpointState, profileOf } from '../../../core/endpoint.js';
import type { Fleet } from '../../../core/fleet.js';
import { textIn } from '../formats/metadata.js';
import { isUp } from '../reach.js';
import { FanOut } from './fan-out.js';
import { lowest } from './lowest-version.js';
import { Remembered } from './remembered.js';

const RUNNING_TTL_MS = 1_000;
const VERSION_TTL_MS = 30_000;

/** Makes many Ollama servers look like one: what each of them says of itself (backends.md §13.9). */
export class OllamaFacade {
  readonly #running = new Remembered(RUNNING_TTL_MS, () => this.#findRunning());
  readonly #version = new Remembered(VERSION_TTL_MS, () => this.#findVersion());

  constructor(
    private readonly fleet: () => Fleet,
    private readonly fanOut = new FanOut(),
  ) {}

  /** `/api/ps`: the models in memory anywhere, each as its server describes it. */
  running(): Promise<object> {
    return this.#running.get();
  }

  /** `/api/version`: the lowest of all, so that a client expects nothing that one of them lacks. */
  version(): Promise<object> {
    return this.#version.get();
  }

  async #findRunning(): Promise<object> {
    const servers = this.#servers();
    const lists = (await this.fanOut.ask(servers, '/api/ps'))
      .map(({ models }) => models)
      .filter((models) => Array.isArray(models));
    if (lists.length === 0) throw nobody(servers);
    return { models: lists.flat() };
  }

  async #findVersion(): Promise<object> {
    const servers = this.#servers();
    const answers = await this.fanOut.ask(servers, '/api/version');
    const versions = answers.flatMap((answer) => textIn(answer, 'version') ?? []);
    const version = lowest(versions);
    if (version === undefined) throw nobody(servers);
    return { version };
  }

  /** Those that are known to be Ollama and are up. */
  #servers(): readonly EndpointState[] {
    return this.fleet().endpoints.filter((state) => isUp(state) && profileOf(state.endpoint) === 'ollama');
  }
}

/** None is there, or none of those that are there has answered. */
const nobody = (servers: readonly EndpointState[]): NoEndpointsError =>
  new NoEndpointsError(servers.length > 0 ? 503 : 404, 'No ollama endpoints available');
