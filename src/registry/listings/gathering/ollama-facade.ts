import type { Caller } from '../../../core/caller.js';
import { NoEndpointsError } from '../../../core/availability-errors.js';
import { type EndpointState, profileOf } from '../../../core/endpoint.js';
import type { Fleet } from '../../../core/fleet.js';
import { textIn } from '../formats/metadata.js';
import { isUp } from '../reach.js';
import { FanOut } from './fan-out.js';
import { lowest } from './lowest-version.js';
import { Remembered } from './remembered.js';

/** A model in memory, and the endpoint that has it there. */
interface Running {
  readonly on: string;
  readonly model: Readonly<Record<string, unknown>>;
}

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

  /** `/api/ps`: the models in memory anywhere that the caller may use, each as its server describes it. */
  async running({ allowsModel, allowsEndpoint }: Partial<Caller> = {}): Promise<object> {
    const found = await this.#running.get();
    const models = found.filter(
      ({ model, on }) =>
        (!allowsEndpoint || allowsEndpoint(on)) &&
        (!allowsModel || allowsModel((textIn(model, 'name') ?? '').toLowerCase())),
    );
    return { models: models.map(({ model }) => model) };
  }

  /** `/api/version`: the lowest of all, so that a client expects nothing that one of them lacks. */
  version(): Promise<object> {
    return this.#version.get();
  }

  async #findRunning(): Promise<readonly Running[]> {
    const servers = this.#servers();
    const heard = (await this.fanOut.ask(servers, '/api/ps')).filter(({ answer }) =>
      Array.isArray(answer['models']),
    );
    if (heard.length === 0) throw nobody(servers);
    return heard.flatMap(({ endpoint, answer }) =>
      (answer['models'] as readonly Running['model'][]).map((model) => ({ on: endpoint.name, model })),
    );
  }

  async #findVersion(): Promise<object> {
    const servers = this.#servers();
    const answers = await this.fanOut.ask(servers, '/api/version');
    const versions = answers.flatMap(({ answer }) => textIn(answer, 'version') ?? []);
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
