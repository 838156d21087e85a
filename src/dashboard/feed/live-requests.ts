import type { Exchange } from '../../core/exchange.js';
import { clipped } from '../clipped.js';
import type { LiveRequest } from '../wire.js';

/** So many are listed, those that have been under way for the longest. */
const MOST = 60;

/** The requests that are under way, without queries and bodies. */
export function liveRequests(active: Iterable<Exchange>): readonly LiveRequest[] {
  const listed: LiveRequest[] = [];
  for (const exchange of active) {
    if (listed.length === MOST) break;
    listed.push(viewOf(exchange));
  }
  return listed;
}

const viewOf = (exchange: Exchange): LiveRequest => ({
  id: exchange.id,
  since: exchange.startedAt,
  method: exchange.method,
  path: clipped(exchange.path),
  provider: exchange.scope.provider,
  model: clipped(exchange.model),
  endpoint: exchange.endpoint?.name ?? '',
  caller: exchange.caller?.name ?? '',
  client: exchange.client,
  stream: exchange.stream,
  tried: exchange.attempts.map(({ endpointName }) => endpointName),
  bytes: exchange.bytesOut,
  ...(exchange.firstByteMs >= 0 && { first_byte_ms: Math.round(exchange.firstByteMs) }),
});
