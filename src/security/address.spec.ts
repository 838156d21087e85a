import { limitKeyOf, normaliseAddress } from './address.js';

describe('normaliseAddress', () => {
  it.each([
    ['127.0.0.1', '127.0.0.1'],
    ['127.0.0.1:5000', '127.0.0.1'],
    ['::ffff:192.168.1.1', '192.168.1.1'],
    ['::FFFF:192.168.1.1', '192.168.1.1'],
    ['::ffff:c0a8:101', '192.168.1.1'],
    ['[::ffff:10.0.0.1]:80', '10.0.0.1'],
    ['[::1]:12345', '::1'],
    ['[::1]', '::1'],
    ['::1', '::1'],
    ['fe80::1%eth0', 'fe80::1'],
    ['[fe80::1%eth0]:80', 'fe80::1'],
    ['2001:db8::7', '2001:db8::7'],
    ['[::1', '[::1'],
    ['somewhere', 'somewhere'],
    ['', ''],
    [undefined, ''],
  ])('makes %p %p', (address, expected) => {
    expect(normaliseAddress(address)).toBe(expected);
  });
});

describe('limitKeyOf', () => {
  it.each([
    ['203.0.113.9', '203.0.113.9'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::9', '2001:db8:1:2::/64'],
    ['2001:db8:1:3::9', '2001:db8:1:3::/64'],
    ['not:an:address', 'not:an:address'],
    ['', ''],
  ])('counts %p as %p', (address, key) => {
    expect(limitKeyOf(address)).toBe(key);
  });
});
