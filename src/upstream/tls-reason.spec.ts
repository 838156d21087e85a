import { tlsReason } from './tls-reason.js';

describe('tlsReason', () => {
  it.each([
    [
      '00C87A9C:error:0A00010B:SSL routines:ssl3_get_record:wrong version number:../deps/openssl/ssl3.c:354:',
      'TLS handshake failed: wrong version number',
    ],
    [
      'write EPROTO 40:error:0A000412:SSL routines:ssl3_read_bytes:sslv3 alert bad certificate:rec.c:1:SSL alert number 42',
      'TLS handshake failed: sslv3 alert bad certificate',
    ],
    ['self-signed certificate', undefined],
    ['connect ECONNREFUSED 127.0.0.1:1', undefined],
  ])('makes %j %j', (message, reason) => {
    expect(tlsReason(message)).toBe(reason);
  });
});
