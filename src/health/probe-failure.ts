import { tlsReason } from '../upstream/index.js';
import type { Observation } from './observation.js';

type Failure = Extract<Observation, { kind: 'failure' }>;

const TIMEOUTS = new Set(['ETIMEDOUT', 'UND_ERR_CONNECT_TIMEOUT']);
/** The peer closed a connection that it had accepted. */
const BROKEN_SOCKET = new Set(['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE']);
/** Codes of undici, its parser and Node for something that the network is not to blame for. */
const NOT_NETWORK = /^(UND_ERR_|HPE_|ERR_INVALID_)/;

/** Could a kept-alive connection that the peer had closed meanwhile have failed like this? */
export function isBrokenSocket(error: unknown): boolean {
  return BROKEN_SOCKET.has(codeOf(error));
}

/** Refused, reset, unreachable, DNS and TLS are the network; a broken answer or URL is not. */
export function failureOf(error: unknown): Failure {
  const code = codeOf(error);
  const message = (error instanceof Error && error.message) || code || String(error);
  return { kind: 'failure', cause: causeOf(code), message: tlsReason(message) ?? message };
}

function causeOf(code: string): Failure['cause'] {
  if (TIMEOUTS.has(code)) return 'timeout';
  if (BROKEN_SOCKET.has(code)) return 'network';
  return code === '' || NOT_NETWORK.test(code) ? 'other' : 'network';
}

function codeOf(error: unknown): string {
  const code = (error as { code?: unknown } | undefined)?.code;
  return typeof code === 'string' ? code : '';
}
