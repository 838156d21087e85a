import { type Draft, settle } from './draft.js';

const MIB = 1_048_576;
const LEAST_HEADER_BYTES = 4_096;

/** What 0 stands for, and limits that would stop everything (configuration.md §7.1). */
export function serverRule({ config: { server }, findings }: Draft): void {
  settle(server, {
    readHeaderTimeout: server.readHeaderTimeout || 10_000,
    idleTimeout: server.idleTimeout || server.readTimeout,
  });
  settle(server.requestLimits, { maxHeaderSize: effectiveHeaderSize(server.requestLimits.maxHeaderSize) });
  if (server.rateLimits.burstSize === 0) {
    const path = 'server.rate_limits.burst_size';
    findings.notice(path, `${path} is 0 — all requests will be throttled immediately`);
  }
}

function effectiveHeaderSize(configured: number): number {
  return configured <= 0 ? MIB : Math.max(configured, LEAST_HEADER_BYTES);
}
