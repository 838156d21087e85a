import { parsed } from '../testing.js';
import { maskedText, restoreSecrets } from './index.js';

const TEXT = `# the fleet
discovery:
  static:
    endpoints:
      - url: http://a:1   # the first
        name: a
        auth: { type: bearer, token: s3cret-a } # rotate!
        headers:
          X-Team: "te am"
          X-Env: \${TEAM}
      - url: http://b:1
        auth: &shared
          type: basic
          username: joe
          password: |
            pass word
      - url: http://c:1
        auth: { <<: *shared }
access:
  keys:
    - { name: k, hash: 'sha256:${'ab'.repeat(32)}' }
admin:
  tokens: [{ name: ops, token: opsopsopsopsopsops }]
`;
const SECRETS = ['s3cret-a', 'te am', 'joe', 'pass word', 'sha256:abab', 'opsopsops'];

describe('masking', () => {
  const masked = maskedText(TEXT);

  it('hides every secret and keeps comments, layout and references', () => {
    for (const secret of SECRETS) expect(masked).not.toContain(secret);
    expect(masked).toContain('# rotate!');
    expect(masked).toContain('X-Env: ${TEAM}');
    expect(masked.split('\n').length).toBeGreaterThanOrEqual(TEXT.split('\n').length - 1);
  });

  it('is undone exactly where nothing else was changed', () => {
    const restored = restoreSecrets(masked, TEXT);
    const given = (text: string): unknown => parsed(text, { env: { TEAM: 'x' } }).config.discovery.static;
    expect(JSON.stringify(given(restored))).toBe(JSON.stringify(given(TEXT)));
    for (const secret of ['s3cret-a', 'te am', 'joe', 'sha256:abab']) expect(restored).toContain(secret);
  });

  it('finds secrets again by URL and name, whatever their place', () => {
    const text = `discovery: {static: {endpoints: [{url: 'http://new:1'}, {url: 'http://a:1', auth: {type: bearer, token: '***'}}]}}`;
    expect(restoreSecrets(text, TEXT)).toContain('token: "s3cret-a"');
  });

  it('refuses a mask for which there is no secret', () => {
    const text = `access: {keys: [{name: other, hash: '***'}]}`;
    expect(() => restoreSecrets(text, TEXT)).toThrow('access.keys[other].hash is masked');
  });
});
