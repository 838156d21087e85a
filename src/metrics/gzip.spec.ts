import { acceptsGzip } from './gzip.js';

describe('acceptsGzip', () => {
  it.each([
    'gzip',
    'gzip, deflate',
    'deflate, gzip',
    'gzip;q=1.0',
    'gzip;q=0.001',
    'gzip; q=0.5',
    '*',
    '  gzip  ',
    'GZIP',
    '*;q=0, gzip',
    'gzip;q=0, gzip',
  ])('says yes to %p', (header) => expect(acceptsGzip(header)).toBe(true));

  it.each([
    '',
    'identity',
    'br',
    'gzip;q=0',
    'gzip;q=0.0',
    'gzip;q=x',
    '*;q=0',
    'identity, *;q=0',
    'gzip;q=0, *',
    'xgzip',
    `${'x'.repeat(1_020)}, gzip`,
  ])('says no to %p', (header) => expect(acceptsGzip(header)).toBe(false));

  it('takes a missing or repeated header', () => {
    expect(acceptsGzip(undefined)).toBe(false);
    expect(acceptsGzip(['br', 'gzip'])).toBe(true);
  });
});
