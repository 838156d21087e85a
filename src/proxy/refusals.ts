import { AllUnavailableError, NoEndpointsError } from '../core/availability-errors.js';
import { RoutingRefusedError } from '../core/client-errors.js';
import type { Exchange } from '../core/exchange.js';
import type { OllaError } from '../core/olla-error.js';
import { UpstreamError } from '../core/upstream-errors.js';
import type { Candidates } from '../registry/index.js';

/** What a client is told when there is no endpoint to send its request to (proxying.md §5.5). */
export function noCandidates(exchange: Exchange, candidates: Candidates, waitSeconds: number): OllaError {
  const { decision } = candidates;
  if (decision && decision.status >= 400) {
    const waits = decision.status === 503 ? waitSeconds : undefined;
    return new RoutingRefusedError(decision.status, decision.reason, exchange.model, waits);
  }
  const { provider } = exchange.scope;
  if (provider !== '') return new NoEndpointsError(404, `No ${provider} endpoints available`);
  return new NoEndpointsError(503, 'no healthy endpoints available', waitSeconds);
}

/** Candidates there are, but none that may be asked now. */
export const allOut = (waitSeconds: number): OllaError =>
  new AllUnavailableError('every endpoint that could answer is out of rotation for the moment', waitSeconds);

/** The original's text for an error, where `server.error_format` asks for it (proxying.md §15). */
export function originalText(exchange: Exchange, error: OllaError): string {
  if (error instanceof RoutingRefusedError) return error.reason;
  if (error instanceof AllUnavailableError) return `Proxy error: ${error.message}`;
  if (!(error instanceof UpstreamError)) return error.message;
  const detail = error.text(exchange.elapsed());
  const connection = error.demotes ? 'all endpoints failed with connection errors: ' : '';
  return `Proxy error: ${connection}${detail}`;
}

/** What a client may read of an error: the story of a failed backend, without its address. */
export function clientText(exchange: Exchange, error: OllaError): string {
  return error instanceof UpstreamError ? error.textForClient(exchange.elapsed()) : error.message;
}
