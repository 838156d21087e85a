import { ClientCancelledError } from '../../core/client-errors.js';
import type { UpstreamError } from '../../core/upstream-errors.js';
import { toUpstreamError } from './failure-table.js';

const failure = (code: string, more: object = {}): UpstreamError =>
  toUpstreamError(Object.assign(new Error(code), { code, ...more })) as UpstreamError;

describe('toUpstreamError', () => {
  it.each([
    ['ECONNREFUSED', 'upstream_connect', 502, true],
    ['ECONNRESET', 'upstream_connect', 502, true],
    ['ENOTFOUND', 'upstream_connect', 502, true],
    ['UND_ERR_CONNECT_TIMEOUT', 'upstream_connect_timeout', 504, true],
    ['ETIMEDOUT', 'upstream_connect_timeout', 504, true],
    ['UND_ERR_HEADERS_TIMEOUT', 'upstream_header_timeout', 504, false],
    ['UND_ERR_SOCKET', 'upstream_closed', 502, false],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'upstream_tls', 502, true],
    ['CERT_HAS_EXPIRED', 'upstream_tls', 502, true],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'upstream_tls', 502, true],
    ['UND_ERR_HEADERS_OVERFLOW', 'upstream_protocol', 502, false],
  ])('%s is %s', (code, expected, status, demotes) => {
    const error = failure(code);
    expect([error.code, error.status, error.demotes, error.retryable]).toEqual([
      expected,
      status,
      demotes,
      true,
    ]);
  });

  it('words a refused connection as operators know it', () => {
    const error = failure('ECONNREFUSED', { syscall: 'connect', address: '127.0.0.1', port: 9 });
    expect(error.text(40)).toBe(
      'network error after 0.0s - dial tcp 127.0.0.1:9: connect: connection refused (check network connectivity to LLM backend)',
    );
  });

  it('looks into the attempts of a name with several addresses', () => {
    const inner = Object.assign(new Error(''), {
      code: 'ECONNREFUSED',
      syscall: 'connect',
      address: '::1',
      port: 9,
    });
    expect(failure('', { errors: [inner] }).code).toBe('upstream_connect');
  });

  it('knows a connection that had served before', () => {
    expect(failure('UND_ERR_SOCKET', { socket: { bytesRead: 120 } }).onReusedSocket).toBe(true);
    expect(failure('UND_ERR_SOCKET', { socket: { bytesRead: 0 } }).onReusedSocket).toBe(false);
    expect(failure('UND_ERR_HEADERS_TIMEOUT', { socket: { bytesRead: 9 } }).onReusedSocket).toBe(false);
  });

  it('passes our own errors as they are', () => {
    const ours = new ClientCancelledError('left');
    expect(toUpstreamError(ours)).toBe(ours);
  });
});
