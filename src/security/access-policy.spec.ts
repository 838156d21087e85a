import { AccessPolicy, refusalText } from './access-policy.js';

const DEFAULTS = { allowedCidrs: ['127.0.0.0/8', '::1/128'], allowedHosts: ['localhost'] };

describe('AccessPolicy', () => {
  it.each([
    ['127.0.0.1', 'localhost', undefined],
    ['127.8.9.1', 'LOCALHOST:40114', undefined],
    ['::1', '[::1]:41141', undefined],
    ['127.0.0.1', '203.0.113.9', undefined],
    ['172.17.0.1', 'localhost', 'ip not in allowed range'],
    ['172.17.0.1', 'evil.example', 'ip not in allowed range'],
    ['127.0.0.1', 'evil.example', 'host not accepted'],
    ['127.0.0.1', 'localhost.evil.example', 'host not accepted'],
    ['127.0.0.1', undefined, 'host not accepted'],
    ['127.0.0.1', '', 'host not accepted'],
    ['', 'localhost', 'ip not in allowed range'],
    ['no address', 'localhost', 'ip not in allowed range'],
  ])('peer %p with Host %p: %p', (peer, host, reason) => {
    expect(new AccessPolicy(DEFAULTS).check(peer, host)).toBe(reason);
  });

  it('reads names of the configuration as it reads those of a request', () => {
    const policy = new AccessPolicy({ allowedCidrs: ['::/0'], allowedHosts: ['Olla.Internal:8080', ''] });
    expect(policy.check('fd00::7', 'olla.internal')).toBeUndefined();
    expect(policy.check('fd00::7', '')).toBe('host not accepted');
  });

  it('accepts addresses when it knows no name at all', () => {
    const policy = new AccessPolicy({ allowedCidrs: ['10.0.0.0/8'], allowedHosts: [] });
    expect(policy.check('10.1.2.3', '10.0.0.9:40114')).toBeUndefined();
    expect(policy.check('10.1.2.3', 'localhost')).toBe('host not accepted');
  });

  it('lets nobody in through a network that cannot be read', () => {
    const policy = new AccessPolicy({ allowedCidrs: ['everybody'], allowedHosts: ['localhost'] });
    expect(policy.check('127.0.0.1', 'localhost')).toBe('ip not in allowed range');
  });
});

describe('refusalText', () => {
  it('names what would have to be added', () => {
    expect(refusalText('host not accepted', '127.0.0.1', 'Box.lan:40114')).toBe(
      '403 forbidden: host not accepted (ip=127.0.0.1, host=box.lan). Adjust dashboard.access_policy.allowed_hosts (or allowed_cidrs) in your config.',
    );
  });
});
