import { failureOf, isBrokenSocket } from './probe-failure.js';

const withCode = (code: string): Error => Object.assign(new Error('message'), { code });

describe('failureOf', () => {
  it.each([
    ['ECONNREFUSED', 'network'],
    ['ECONNRESET', 'network'],
    ['EHOSTUNREACH', 'network'],
    ['ENETUNREACH', 'network'],
    ['ENOTFOUND', 'network'],
    ['EAI_AGAIN', 'network'],
    ['EPROTO', 'network'],
    ['UND_ERR_SOCKET', 'network'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'network'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'network'],
    ['CERT_HAS_EXPIRED', 'network'],
    ['ETIMEDOUT', 'timeout'],
    ['UND_ERR_CONNECT_TIMEOUT', 'timeout'],
    ['HPE_INVALID_CONSTANT', 'other'],
    ['UND_ERR_HEADERS_OVERFLOW', 'other'],
    ['ERR_INVALID_URL', 'other'],
  ])('calls %s %s', (code, cause) => {
    expect(failureOf(withCode(code))).toEqual({ kind: 'failure', cause, message: 'message' });
  });

  it.each([
    [new Error('plain'), 'plain'],
    [new AggregateError([], ''), 'AggregateError'],
    ['text', 'text'],
    [undefined, 'undefined'],
  ])('finds words for %p', (thrown, message) => {
    expect(failureOf(thrown)).toEqual({ kind: 'failure', cause: 'other', message });
  });

  it('knows a connection that the peer may have closed while it was idle', () => {
    expect(isBrokenSocket(withCode('UND_ERR_SOCKET'))).toBe(true);
    expect(isBrokenSocket(withCode('ECONNREFUSED'))).toBe(false);
    expect(isBrokenSocket(undefined)).toBe(false);
  });
});
