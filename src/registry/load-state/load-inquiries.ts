import type { EndpointState } from '../../core/endpoint.js';
import type { LoadReport } from '../../core/load.js';
import type { Logger } from '../../core/logger.js';
import type { LoadClient } from './load-client.js';
import type { LoadReader, LoadReading } from './load-reader.js';
import { within } from '../../core/within.js';

const LIMIT_MS = 2_000;

/** What came of one inquiry. */
export interface Told {
  readonly report: LoadReport;
  /** Whether it is of no use to ask often. */
  readonly seldom: boolean;
}

/** Lets a reader ask one endpoint, once and within two seconds. */
export class LoadInquiries {
  constructor(
    private readonly client: Pick<LoadClient, 'get'>,
    private readonly log: Logger,
  ) {}

  /** Never rejects; undefined when the endpoint told nothing, for whatever reason. */
  async ask(reader: LoadReader, state: EndpointState, ended: AbortSignal): Promise<Told | undefined> {
    const { endpoint } = state;
    try {
      const reading = await within(LIMIT_MS, ended, (signal) =>
        reader.read({ state, get: (path) => this.client.get(endpoint, path, signal) }),
      );
      return reading && toldOf(reading);
    } catch (error) {
      const facts = { endpoint: endpoint.name, error: String(error) };
      if (!ended.aborted) this.log.debug('Failed to read the load of endpoint', facts);
      return undefined;
    }
  }
}

function toldOf({ seldom, ...facts }: LoadReading): Told {
  const { residents } = facts;
  const frozen = residents && { residents: Object.freeze([...residents]) };
  return { report: Object.freeze({ ...facts, ...frozen, at: Date.now() }), seldom: seldom === true };
}
