import { DiscoveryFailure, isRecoverable, summaryOf } from './discovery-failure.js';

const coded = (code: string, message = ''): Error => Object.assign(new Error(message), { code });
const status = (code: number): DiscoveryFailure => DiscoveryFailure.status(code);
const network = (cause: Error): DiscoveryFailure => DiscoveryFailure.network(cause);
const format = (message: string): DiscoveryFailure => DiscoveryFailure.format(message);

describe('summaryOf', () => {
  it.each([
    [status(404), 'endpoint configuration issue (HTTP 404)'],
    [status(503), 'endpoint server error (HTTP 503)'],
    [status(302), 'HTTP error (302)'],
    [network(coded('ECONNREFUSED')), 'endpoint unreachable'],
    [network(coded('EHOSTUNREACH')), 'endpoint unreachable'],
    [network(new Error('dial tcp: connection refused')), 'endpoint unreachable'],
    [network(new Error('connectex: no luck')), 'endpoint unreachable'],
    [network(new Error('no route to host')), 'endpoint unreachable'],
    [network(coded('ETIMEDOUT')), 'connection timeout'],
    [network(coded('UND_ERR_CONNECT_TIMEOUT')), 'connection timeout'],
    [network(coded('UND_ERR_HEADERS_TIMEOUT')), 'connection timeout'],
    [network(new Error('context deadline exceeded')), 'connection timeout'],
    [network(coded('ENETUNREACH')), 'network unreachable'],
    [network(new Error('network is unreachable')), 'network unreachable'],
    [network(coded('ENOTFOUND')), 'network error'],
    [network(new Error('failed', { cause: coded('ECONNREFUSED') })), 'endpoint unreachable'],
    [coded('UND_ERR_SOCKET', 'other side closed'), 'network connection failed'],
    [Object.assign(coded('EPIPE'), { syscall: 'write' }), 'network connection failed'],
    [format('no model list'), 'invalid response format'],
    [format('timeout is a word in it'), 'invalid response format'],
    [new SyntaxError('Unexpected token'), 'invalid response format'],
    [new TypeError('x is not a function'), 'discovery failed'],
    ['a string', 'discovery failed'],
  ])('says of %s: %s', (error, summary) => {
    expect(summaryOf(error)).toBe(summary);
  });
});

describe('isRecoverable', () => {
  it.each([400, 401, 403, 404, 405])('gives up on %i', (code) => {
    expect(isRecoverable(status(code))).toBe(false);
  });

  it.each([204, 302, 408, 425, 429, 500, 503])('hopes after %i', (code) => {
    expect(isRecoverable(status(code))).toBe(true);
  });

  it('hopes after everything that is no status', () => {
    expect([network(coded('ECONNREFUSED')), format('no JSON'), new Error('?')].every(isRecoverable)).toBe(
      true,
    );
  });
});
