import type { Socket } from 'node:net';
import { buildConnector } from 'undici';
import type { EndpointTls } from '../../core/endpoint.js';
import { tlsOptions } from '../../upstream/index.js';

/** Limits of opening a connection, in milliseconds. */
export interface ConnectLimits {
  readonly connectionTimeout: number;
  readonly tlsHandshakeTimeout: number;
  readonly connectionKeepAlive: number;
}

const served = new WeakSet<Error>();

/** Did this socket error come from a connection that had served before? Such a one blames nobody. */
export function cameFromUsedSocket(error: Error): boolean {
  if (served.has(error)) return true;
  const { socket } = error as { socket?: { bytesRead?: number } };
  return (socket?.bytesRead ?? 0) > 0;
}

/**
 * Opens connections to backends: TCP under one limit, then TLS under its own, and remembers for each
 * error whether its socket had served before. Never goes through a proxy of the environment.
 */
export function upstreamConnector(
  limits: ConnectLimits,
  allowH2: boolean,
  security?: EndpointTls,
): buildConnector.connector {
  const keepAlive = { keepAlive: true, keepAliveInitialDelay: limits.connectionKeepAlive };
  const tcp = buildConnector({ timeout: limits.connectionTimeout, ...keepAlive });
  const tls = buildConnector({
    timeout: limits.tlsHandshakeTimeout,
    allowH2,
    ...keepAlive,
    ...tlsOptions(security),
  });
  return (options, callback) => {
    const watched: buildConnector.Callback = (...result) => {
      if (result[1]) watch(result[1]);
      callback(...result);
    };
    if (options.protocol !== 'https:') return tcp(options, watched);
    const plain = { ...options, protocol: 'http:', port: options.port || '443' };
    tcp(plain, (...result) => {
      if (result[0]) return callback(...result);
      const httpSocket = result[1];
      tls({ ...options, httpSocket }, watched);
    });
  };
}

function watch(socket: Socket): void {
  socket.once('error', (error) => {
    if (socket.bytesRead > 0) served.add(error);
  });
}
