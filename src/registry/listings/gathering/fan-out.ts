import type { Endpoint, EndpointState } from '../../../core/endpoint.js';
import { ListFetcher } from '../../discovery/lists/index.js';
import { Slots } from '../../../core/slots.js';
import { within } from '../../../core/within.js';

type JsonObject = Readonly<Record<string, unknown>>;

/** What one endpoint said. */
export interface Heard {
  readonly endpoint: Endpoint;
  readonly answer: JsonObject;
}

const BUDGET_MS = 2_000;
const MOST_AT_ONCE = 64;

/** Asks many servers the same, all within one time limit; who fails or is late costs the others nothing. */
export class FanOut {
  readonly #fetcher = new ListFetcher();

  constructor(private readonly budgetMs = BUDGET_MS) {}

  /** Those who answered with a JSON object, in the order of the endpoints. */
  async ask(endpoints: readonly EndpointState[], path: string): Promise<readonly Heard[]> {
    const slots = new Slots(MOST_AT_ONCE);
    const over = AbortSignal.timeout(this.budgetMs);
    const answers = await Promise.allSettled(
      endpoints.map(({ endpoint }) => slots.run(() => this.#askOne(endpoint, path, over))),
    );
    return answers.flatMap((answer, at) =>
      answer.status === 'fulfilled' && isObject(answer.value)
        ? [{ endpoint: endpoints[at]!.endpoint, answer: answer.value }]
        : [],
    );
  }

  async #askOne(endpoint: Endpoint, path: string, over: AbortSignal): Promise<unknown> {
    const body = await within(this.budgetMs, over, (signal) =>
      this.#fetcher.fetch(urlOf(endpoint, path), endpoint, signal),
    );
    return JSON.parse(body.toString('utf8'));
  }
}

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Below the base path only where requests go below it too (http-api.md §5). */
function urlOf({ origin, basePath, preservePath }: Endpoint, path: string): string {
  return preservePath ? origin + basePath.replace(/\/+$/, '') + path : origin + path;
}
