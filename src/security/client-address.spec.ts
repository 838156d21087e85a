import { clientAddress } from './client-address.js';
import { ClientAddresses } from './client-addresses.js';
import { type LimitSettings, ServerLimits } from './limit-settings.js';
import { TrustedProxies } from './trusted-proxies.js';

const PRIVATE = ['127.0.0.0/8', '10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'];

describe('clientAddress', () => {
  const trust = new TrustedProxies(PRIVATE);

  it.each([
    [
      'the first forwarded entry',
      '192.168.1.1',
      { 'x-forwarded-for': '203.0.113.1, 192.168.1.1' },
      '203.0.113.1',
    ],
    ['one that is padded', '10.1.2.3', { 'x-forwarded-for': '  203.0.113.1  ' }, '203.0.113.1'],
    ['one with a port', '10.1.2.3', { 'x-forwarded-for': '203.0.113.1:9000, 10.0.0.1' }, '203.0.113.1'],
    ['one in IPv6', '10.1.2.3', { 'x-forwarded-for': '[2001:db8::1]:443' }, '2001:db8::1'],
    ['X-Real-IP when nothing was forwarded', '10.1.2.3', { 'x-real-ip': ' 203.0.113.2 ' }, '203.0.113.2'],
    [
      'X-Real-IP when the other is blank',
      '10.1.2.3',
      { 'x-forwarded-for': ' ', 'x-real-ip': '203.0.113.2' },
      '203.0.113.2',
    ],
    [
      'the forwarded entry before X-Real-IP',
      '10.1.2.3',
      { 'x-forwarded-for': '203.0.113.1', 'x-real-ip': '203.0.113.2' },
      '203.0.113.1',
    ],
    ['the peer when there is no header', '10.1.2.3', {}, '10.1.2.3'],
    [
      'the peer when the entry is no address',
      '10.1.2.3',
      { 'x-forwarded-for': 'someone, 203.0.113.1' },
      '10.1.2.3',
    ],
    ['the peer when the entry is endless', '10.1.2.3', { 'x-forwarded-for': '1'.repeat(10_000) }, '10.1.2.3'],
    ['the peer when it is not trusted', '203.0.113.50', { 'x-forwarded-for': '203.0.113.1' }, '203.0.113.50'],
  ])('is %s', (_name, peer, headers, expected) => {
    expect(clientAddress(peer, headers, trust)).toBe(expected);
  });

  it('is the peer when nobody is trusted', () => {
    const headers = { 'x-forwarded-for': '203.0.113.1' };
    expect(clientAddress('10.1.2.3', headers, undefined)).toBe('10.1.2.3');
    expect(clientAddress('10.1.2.3', headers, new TrustedProxies([]))).toBe('10.1.2.3');
  });
});

describe('TrustedProxies', () => {
  it.each([
    ['172.16.0.0/12', '172.31.255.255', true],
    ['172.16.0.0/12', '172.32.0.0', false],
    [' 10.0.0.0/8 ', '10.9.9.9', true],
    ['2001:db8::/32', '2001:db8:1::1', true],
    ['2001:db8::/32', '10.0.0.1', false],
    ['10.0.0.0/8', '2001:db8::1', false],
    ['::ffff:10.0.0.0/104', '10.1.1.1', true],
    ['::/0', '10.1.1.1', false],
    ['', '10.1.1.1', false],
    ['nonsense/8', '10.1.1.1', false],
    ['10.0.0.0/8', '', false],
    ['10.0.0.0/8', 'no address', false],
  ])('%p holds %p: %p', (cidr, peer, expected) => {
    const proxies = new TrustedProxies([cidr]);
    expect(proxies.includes(peer)).toBe(expected);
    expect(proxies.includes(peer)).toBe(expected);
  });

  it('answers the same after more peers than it remembers', () => {
    const proxies = new TrustedProxies(['10.0.0.0/8']);
    for (let i = 0; i < 3_000; i++) proxies.includes(`203.0.${i >> 8}.${i & 255}`);
    expect(proxies.includes('10.0.0.1')).toBe(true);
  });
});

describe('ClientAddresses', () => {
  const settings = (trustProxyHeaders: boolean, trustedProxyCidrs: string[]): LimitSettings => ({
    requestLimits: { maxBodySize: 0, maxHeaderSize: 0 },
    rateLimits: {
      globalRequestsPerMinute: 0,
      perIpRequestsPerMinute: 0,
      healthRequestsPerMinute: 0,
      burstSize: 1,
      cleanupInterval: 0,
      trustProxyHeaders,
      trustedProxyCidrs,
    },
  });
  class Limits extends ServerLimits {}

  it('follows the configuration', () => {
    const limits = new Limits(settings(false, PRIVATE));
    const addresses = new ClientAddresses(limits);
    const ask = (): string => addresses.of('10.0.0.1', { 'x-forwarded-for': '203.0.113.1' });

    expect(ask()).toBe('10.0.0.1');
    limits.set(settings(true, PRIVATE));
    expect(ask()).toBe('203.0.113.1');
    limits.set(settings(true, ['192.168.0.0/16']));
    expect(ask()).toBe('10.0.0.1');
  });
});
