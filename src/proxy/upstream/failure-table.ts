import { OllaError } from '../../core/olla-error.js';
import {
  UpstreamClosedError,
  UpstreamConnectError,
  UpstreamConnectTimeoutError,
  type UpstreamError,
  UpstreamHeaderTimeoutError,
  UpstreamProtocolError,
  UpstreamTlsError,
} from '../../core/upstream-errors.js';
import { tlsReason } from '../../upstream/index.js';
import { cameFromUsedSocket } from './connector.js';

type Failure = new (message: string, options?: ErrorOptions) => UpstreamError;

/** Codes of Node and undici before the first header (proxying.md §15.2). */
const BY_CODE: Readonly<Record<string, Failure>> = {
  ECONNREFUSED: UpstreamConnectError,
  ECONNRESET: UpstreamConnectError,
  ECONNABORTED: UpstreamConnectError,
  EPIPE: UpstreamConnectError,
  EHOSTUNREACH: UpstreamConnectError,
  EHOSTDOWN: UpstreamConnectError,
  ENETUNREACH: UpstreamConnectError,
  ENETDOWN: UpstreamConnectError,
  EADDRNOTAVAIL: UpstreamConnectError,
  ENOTFOUND: UpstreamConnectError,
  EAI_AGAIN: UpstreamConnectTimeoutError,
  ETIMEDOUT: UpstreamConnectTimeoutError,
  UND_ERR_CONNECT_TIMEOUT: UpstreamConnectTimeoutError,
  UND_ERR_HEADERS_TIMEOUT: UpstreamHeaderTimeoutError,
  UND_ERR_SOCKET: UpstreamClosedError,
};

/** How a kept-alive connection shows that it had been closed by the other side. */
const BROKEN = new Set(['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE', 'ECONNABORTED']);

/** The words that operators of the original know from its messages. */
const WORDS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'connection reset by peer',
  ECONNABORTED: 'software caused connection abort',
  EPIPE: 'broken pipe',
  EHOSTUNREACH: 'no route to host',
  ENETUNREACH: 'network is unreachable',
  ENOTFOUND: 'no such host',
};

interface SystemError extends Error {
  code?: string;
  syscall?: string;
  address?: string;
  port?: number;
  hostname?: string;
  errors?: SystemError[];
}

/** What a failure of the transport means. Errors of our own pass as they are. */
export function toUpstreamError(thrown: unknown): OllaError {
  if (thrown instanceof OllaError) return thrown;
  const error: SystemError = thrown instanceof Error ? thrown : new Error(String(thrown));
  const code = error.code || (error.errors?.[0]?.code ?? '');
  const kind = BY_CODE[code] ?? (isTls(code, error) ? UpstreamTlsError : UpstreamProtocolError);
  const failure = new kind(wording(error, code), { cause: error });
  failure.onReusedSocket = BROKEN.has(code) && cameFromUsedSocket(error);
  return failure;
}

function isTls(code: string, error: Error): boolean {
  return /CERT|EPROTO|SSL|TLS/i.test(`${code} ${error.message}`);
}

function wording(error: SystemError, code: string): string {
  const first = error.errors?.[0] ?? error;
  const words = WORDS[code];
  if (!words) return tlsReason(error.message) ?? (error.message || code);
  if (first.syscall === 'connect') {
    return `dial tcp ${first.address ?? ''}:${first.port ?? ''}: connect: ${words}`;
  }
  if (code === 'ENOTFOUND') return `dial tcp: lookup ${first.hostname ?? ''}: ${words}`;
  return `${first.syscall ?? 'read'} tcp: ${words}`;
}
