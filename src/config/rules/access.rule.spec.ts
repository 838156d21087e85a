import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keyHash, newKey } from '../../core/api-key.js';
import { messagesOf, parsed, problemsOf, warningsOf } from '../testing.js';

const KEY = 'a-key-that-is-long-enough';
const keys = (...list: readonly object[]): object => ({ access: { authenticator: 'keys', keys: list } });

describe('accessRule', () => {
  it('leaves the hash of a key and not the key', () => {
    const { config } = parsed(keys({ name: 'a', key: KEY }));
    expect(config.access.keys[0]).toMatchObject({ hash: keyHash(KEY), key: undefined });
    expect(JSON.stringify(config)).not.toContain(KEY);
  });

  it('reads a key from a file', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'olla-key-')), 'key');
    writeFileSync(file, `${KEY}\n`);
    const { config, secretFiles } = parsed(keys({ name: 'a', key_file: file }));
    expect(config.access.keys[0]!.hash).toBe(keyHash(KEY));
    expect(secretFiles).toEqual([file]);
  });

  it.each([
    [{ name: 'a' }, 'needs exactly one of hash, key and key_file, has 0'],
    [{ name: 'a', key: KEY, hash: newKey().hash }, 'needs exactly one of hash, key and key_file, has 2'],
    [{ name: 'a', hash: 'md5:1' }, 'hash must be sha256: and 64 hexadecimal digits'],
    [{ name: 'a', key: 'short' }, 'is too short: 5 characters'],
    [{ name: '', key: KEY }, 'name must not be empty'],
    [{ name: 'a', key: KEY, expires: 'next year' }, 'expires is no date'],
    [{ name: 'a', key: KEY, expires: '2027-02-40' }, 'expires is no date'],
    [{ name: 'a', key: KEY, expires: '2027-02-30T10:00:00Z' }, 'expires is no date'],
    [{ name: 'a', key: KEY, expires: '2027-02-28T10:00:00' }, 'expires is no date'],
    [{ name: 'a', key: KEY, models: ['a**'] }, "invalid pattern 'a**'"],
    [{ name: 'a', key: KEY, limits: { requests_per_day: -1 } }, 'must not be negative'],
    [{ name: 'a', key_file: '/does/not/exist' }, 'reading secret file "/does/not/exist"'],
  ])('refuses %j', (key, message) => {
    expect(messagesOf(keys(key)).join('\n')).toContain(message);
  });

  it('refuses two keys of one name, and one key with two names, each at its place', () => {
    const found = problemsOf(
      keys({ name: 'a', key: KEY }, { name: 'a', key: `${KEY}2` }, { name: 'b', key: KEY }),
    );
    expect(found.map(({ path }) => path)).toEqual(['access.keys[1].name', 'access.keys[2]']);
  });

  it('warns of keys that are asked for and not there', () => {
    expect(warningsOf(keys())).toEqual(['access.authenticator is "keys" and there are none: nobody gets in']);
  });

  it('refuses a way to know callers that does not exist, with the nearest that does', () => {
    const known = { authenticators: ['none', 'keys', 'jwt'] };
    const [problem] = problemsOf({ access: { authenticator: 'key' } }, { known });
    expect(problem).toMatchObject({ message: 'unknown authenticator: key' });
    expect(problem!.hint).toContain('keys');
  });

  it('refuses a provider without an address and algorithms that prove nothing', () => {
    const jwt = {
      access: { authenticator: 'jwt', jwt: { jwks_url: 'file:///x', algorithms: ['HS256', 'none'] } },
    };
    expect(problemsOf(jwt).map(({ path }) => path)).toEqual([
      'access.jwt.jwks_url',
      'access.jwt.algorithms[0]',
      'access.jwt.algorithms[1]',
    ]);
  });

  it.each([
    [{ jwks_url: 'https://me:secret@sso.example/keys' }, 'must hold no credentials'],
    [{ jwks_url: 'https://sso.example/keys', algorithms: ['RS265'] }, 'unknown algorithm: RS265'],
    [{ jwks_url: 'https://sso.example/keys', algorithms: [] }, 'algorithms must not be empty'],
  ])('refuses a provider like %j', (jwt, message) => {
    const problems = messagesOf({ access: { authenticator: 'jwt', jwt } });
    expect(problems.join('\n')).toContain(message);
    expect(problems.join('\n')).not.toContain('secret');
  });
});
