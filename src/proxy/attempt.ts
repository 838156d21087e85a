import type { EndpointState } from '../core/endpoint.js';
import type { Exchange } from '../core/exchange.js';

/** One try of one endpoint: what goes out, and what came of it. */
export class Attempt {
  readonly startedMs: number;
  /** Status that the backend gave; 0 = none. */
  status = 0;
  /** `Retry-After` of that answer in seconds; undefined when there is none. */
  retryAfterSeconds: number | undefined = undefined;
  /** Body bytes that were relayed. */
  bytes = 0;

  constructor(
    readonly exchange: Exchange,
    readonly state: EndpointState,
    /** Path and query for this endpoint. */
    readonly path: string,
    /** Header lines for this endpoint: name, value, name, value. */
    readonly headers: string[],
    /** The body for this endpoint: the client's, but for the name of the model where that has to differ. */
    readonly body: Buffer,
    /** Open a new connection instead of using a kept one. */
    readonly fresh: boolean,
    /** Is an answer with this status dropped in favour of another endpoint? */
    readonly passesOver: (status: number) => boolean,
    /** The span that the endpoint is told of; `` while nothing is traced. */
    readonly spanId = '',
  ) {
    this.startedMs = exchange.elapsed();
  }

  get endpoint(): EndpointState['endpoint'] {
    return this.state.endpoint;
  }
}
