import { endpoint } from '../../test/support/builders.js';
import { Destination, RedirectError } from './destination.js';

const OWN = [
  ['User-Agent', 'olla'],
  ['Accept', 'text/plain'],
] as const;
const tls = { insecure: true };
const secretive = endpoint({
  url: 'https://gpu:8443/base',
  outboundHeaders: ['accept', 'text/x', 'Authorization', 'Bearer t'],
  outboundHeaderNames: new Set(['accept', 'authorization']),
  tls,
});
const TOLD = ['User-Agent', 'olla', 'accept', 'text/x', 'Authorization', 'Bearer t'];
const UNTOLD = ['User-Agent', 'olla', 'Accept', 'text/plain'];
const start = (address = 'https://gpu:8443/list'): Destination => Destination.of(address, secretive, OWN);

describe('Destination', () => {
  it('tells what is configured for the endpoint, in place of namesakes of the one who asks', () => {
    expect(start()).toMatchObject({ headers: TOLD, tls });
  });

  it('tells it to another host too where the operator wrote one down', () => {
    expect(start('https://monitor/health')).toMatchObject({ headers: TOLD, tls });
  });

  it('goes on telling it below the same origin', () => {
    const next = start().next(307, '/other?x=1')!;
    expect(next.url.href).toBe('https://gpu:8443/other?x=1');
    expect(next).toMatchObject({ headers: TOLD, tls });
  });

  it.each(['https://gpu/x', 'https://other:8443/x', 'http://gpu:8443/x', '//evil/x'])(
    'tells %s nothing, nor where that leads back',
    (location) => {
      const away = start().next(302, location)!;
      expect(away.headers).toEqual(UNTOLD);
      expect(away.tls).toBeUndefined();
      const back = away.next(302, 'https://gpu:8443/list')!;
      expect(back.headers).toEqual(UNTOLD);
      expect(back.tls).toBeUndefined();
    },
  );

  it.each([
    [200, '/x'],
    [304, '/x'],
    [302, undefined],
    [302, ['/x', '/y']],
  ])('takes status %i with location %j for an answer', (status, location) => {
    expect(start().next(status, location)).toBeUndefined();
  });

  it.each(['ftp://gpu/x', 'file:///etc/passwd', 'javascript:alert(1)', 'http://', 'https://:x'])(
    'does not follow to %s',
    (location) => {
      expect(() => start().next(301, location)).toThrow(RedirectError);
    },
  );

  it('follows ten times and no more', () => {
    let place = start();
    for (let hop = 0; hop < 10; hop++) place = place.next(308, `/${hop}`)!;
    expect(() => place.next(308, '/11')).toThrow('stopped after 10 redirects');
  });
});
