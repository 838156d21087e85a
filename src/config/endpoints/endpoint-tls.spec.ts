import { EndpointTlsConfig } from '../sections/index.js';
import { endpointTls } from './endpoint-tls.js';

const config = (over: Partial<EndpointTlsConfig>): EndpointTlsConfig =>
  Object.assign(new EndpointTlsConfig(), over);

describe('endpointTls', () => {
  it('is nothing where nothing is asked for', () => {
    expect(endpointTls(undefined)).toBeUndefined();
    expect(endpointTls(config({}))).toBeUndefined();
    expect(endpointTls(config({ contents: {}, serverName: '' }))).toBeUndefined();
  });

  it('is the same object for the same settings and contents', () => {
    const make = () =>
      endpointTls(config({ caFile: 'a', contents: { ca: 'A', cert: 'C', key: 'K' }, serverName: 'n' }));
    const tls = make();
    expect(tls).toEqual({ ca: 'A', cert: 'C', key: 'K', serverName: 'n', insecure: false });
    expect(Object.isFrozen(tls)).toBe(true);
    expect(make()).toBe(tls);
    expect(endpointTls(config({ caFile: 'elsewhere', contents: tls!, serverName: 'n' }))).toBe(tls);
  });

  it.each([
    { contents: { ca: 'B' } },
    { contents: { ca: 'A', cert: 'C', key: 'K' } },
    { contents: { ca: 'A' }, serverName: 'n' },
    { contents: { ca: 'A' }, insecure: true },
  ])('is another one for %j', (over) => {
    expect(endpointTls(config(over))).not.toBe(endpointTls(config({ contents: { ca: 'A' } })));
  });
});
