import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { messagesOf, parsed, withEndpoints } from '../testing.js';

const directory = mkdtempSync(join(tmpdir(), 'olla-auth-'));
writeFileSync(join(directory, 'token'), '\n  file-token \n\n');
writeFileSync(join(directory, 'blank'), '  \n');
writeFileSync(join(directory, 'literal'), '${TOKEN}\n');
afterAll(() => rmSync(directory, { recursive: true }));

const options = { env: { TOKEN: 'from-env', EMPTY: '' }, cwd: directory };
const gpu = (auth: object): object => withEndpoints({ url: 'http://h:1', name: 'gpu-1', auth });
const complaints = (auth: object): string[] => messagesOf(gpu(auth), options);
const resolved = (auth: object) => parsed(gpu(auth), options).config.discovery.static.endpoints[0]!.auth;

describe('an auth block', () => {
  it.each([
    [{ type: 'bearer', token: 'a-${TOKEN}' }, { token: 'a-from-env' }],
    [{ type: 'bearer', token: '${NONE:-fallback}' }, { token: 'fallback' }],
    [{ type: 'bearer', token_file: 'token' }, { token: 'file-token' }],
    [{ type: 'bearer', token_file: '${NONE:-token}' }, { token: 'file-token' }],
    [{ type: 'bearer', token_file: 'literal' }, { token: '${TOKEN}' }],
    [{ type: 'bearer', token: 't', header: 'X-Ignored' }, { token: 't' }],
    [{ type: 'api_key', key_file: 'token' }, { key: 'file-token' }],
    [
      { type: 'basic', username: 'u', password_file: 'token' },
      { username: 'u', password: 'file-token' },
    ],
  ])('%j is resolved', (auth, expected) => {
    expect(resolved(auth)).toMatchObject(expected);
  });

  it.each([
    [
      { type: 'digest', token: 'sekret' },
      'auth.type "digest" is not valid (must be bearer, api_key, or basic)',
    ],
    [{ token: 'sekret' }, 'auth.type "" is not valid (must be bearer, api_key, or basic)'],
    [{ type: 'constructor' }, 'auth.type "constructor" is not valid (must be bearer, api_key, or basic)'],
    [{ type: 'bearer' }, 'bearer auth requires token or token_file'],
    [{ type: 'bearer', token: '' }, 'bearer auth requires token or token_file'],
    [{ type: 'api_key' }, 'api_key auth requires key or key_file'],
    [{ type: 'basic', password: 'sekret' }, 'basic auth requires username or username_file'],
    [{ type: 'basic', username: 'u' }, 'basic auth requires password or password_file'],
    [
      { type: 'bearer', token: 'sekret', token_file: 'token' },
      'bearer auth has both token and token_file set; use exactly one',
    ],
    [
      { type: 'api_key', key: 'sekret', key_file: 'token' },
      'api_key auth has both key and key_file set; use exactly one',
    ],
    [
      { type: 'basic', username: 'u', password: 'sekret', password_file: 'token' },
      'basic auth has both password and password_file set; use exactly one',
    ],
    [{ type: 'bearer', token: 'sekret', key: 'k' }, 'bearer auth does not accept key/key_file fields'],
    [
      { type: 'bearer', token: 'sekret', password_file: 'k' },
      'bearer auth does not accept username/password fields',
    ],
    [{ type: 'api_key', key: 'sekret', token: 'k' }, 'api_key auth does not accept token/token_file fields'],
    [
      { type: 'api_key', key: 'sekret', username: 'k' },
      'api_key auth does not accept username/password fields',
    ],
    [
      { type: 'basic', username: 'u', password: 'sekret', token: 'k' },
      'basic auth does not accept token/token_file fields',
    ],
    [
      { type: 'basic', username: 'u', password: 'sekret', key_file: 'k' },
      'basic auth does not accept key/key_file fields',
    ],
    [{ type: 'bearer', token: '${NONE}' }, 'bearer token: required environment variable "NONE" is not set'],
    [{ type: 'api_key', key: '${NONE}' }, 'api_key: required environment variable "NONE" is not set'],
    [
      { type: 'basic', username: '${NONE}', password: 'sekret' },
      'basic username: required environment variable "NONE" is not set',
    ],
    [{ type: 'bearer', token: '${EMPTY}' }, 'bearer token resolved to empty string'],
    [{ type: 'api_key', key_file: 'blank' }, 'api_key resolved to empty string'],
    [{ type: 'basic', username: '${NONE:-}', password: 'sekret' }, 'basic username resolved to empty string'],
    [{ type: 'basic', username: 'u', password: '${EMPTY}' }, 'basic password resolved to empty string'],
    [{ type: 'api_key', key: 'sekret', header: 'X Key' }, 'auth.header "X Key" is not a valid header name'],
    [{ type: 'bearer', token: 'sekret\nzz' }, 'the credential has control characters'],
  ])('%j is refused', (auth, complaint) => {
    const found = complaints(auth);
    expect(found).toEqual([`endpoint "gpu-1": ${complaint}`]);
    expect(found.join()).not.toContain('sekret');
  });

  it('whose file cannot be read says which, never what', () => {
    const [message] = complaints({ type: 'bearer', token_file: '/nonexistent/secret.txt' });
    expect(message).toMatch(
      /^endpoint "gpu-1": bearer token: reading secret file "\/nonexistent\/secret\.txt": ENOENT/,
    );
  });

  it('reports everything that is wrong with it', () => {
    expect(complaints({ type: 'basic', username: '${A}${B}', token: 'x' })).toEqual([
      'endpoint "gpu-1": basic auth does not accept token/token_file fields',
      'endpoint "gpu-1": basic auth requires password or password_file',
      'endpoint "gpu-1": basic username: required environment variable "A" is not set',
      'endpoint "gpu-1": basic username: required environment variable "B" is not set',
    ]);
  });

  it('never becomes JSON', () => {
    expect(JSON.stringify(resolved({ type: 'bearer', token: 'sekret' }))).toBe('{"type":"bearer"}');
  });
});
