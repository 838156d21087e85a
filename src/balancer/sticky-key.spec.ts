import { exchange } from '../../test/support/builders.js';
import { fnv1a64 } from './fnv.js';
import { conversationPrefix, stickyKey } from './sticky-key.js';

const key = (sources: string[], over: Parameters<typeof exchange>[0], bytes = 512) =>
  stickyKey(exchange({ model: 'llama3', ...over }), sources, bytes);
const prefix = (body: string, bytes = 512) => conversationPrefix(Buffer.from(body), bytes)?.toString();

describe('stickyKey', () => {
  it.each([
    ['my-session-id', 'bd95cc3ab55faccc'],
    ['[{"role":"user","content":"hello"}]', '3fe8793dcd15bcdd'],
    ['Bearer token-xyz', 'f43ae37a620638b3'],
    ['"why is the sky blue?"', '1fce0d7c0ed2a6ee'],
  ])('hashes %s as the original does', (text, hash) => expect(fnv1a64(Buffer.from(text))).toBe(hash));

  it('takes the first source that has something', () => {
    const headers = ['X-Olla-Session-ID', 'my-session-id', 'Authorization', 'Bearer token-xyz'];
    expect(key(['session_header', 'auth_header'], { headers })).toEqual({
      key: 'bd95cc3ab55faccc:llama3',
      source: 'session_header',
    });
    expect(key(['auth_header', 'session_header'], { headers })?.key).toBe('auth:f43ae37a620638b3:llama3');
    expect(key(['bogus', 'ip'], {})).toEqual({ key: 'ip:192.0.2.1:llama3', source: 'ip' });
    expect(key(['session_header', 'prefix_hash', 'auth_header'], {})).toBeUndefined();
    expect(key([], { headers })).toBeUndefined();
  });

  it('keeps a session id of any length out of the key', () => {
    const long = 'x'.repeat(10_000);
    expect(key(['session_header'], { headers: ['X-Olla-Session-ID', long] })?.key).toHaveLength(16 + 7);
  });

  it('hashes the beginning of the conversation and folds the tag of the model', () => {
    const body = '{"messages":[{"role":"user","content":"hello"}]}';
    expect(key(['prefix_hash'], { body, model: 'llama3:8b' })?.key).toBe('llama3_8b:3fe8793dcd15bcdd');
  });
});

describe('conversationPrefix', () => {
  it('prefers messages to prompt and looks at no more than the first bytes', () => {
    expect(prefix('{"prompt":"p","messages":[1]}')).toBe('[1]');
    expect(prefix('{"prompt":"p","messages":[]}')).toBe('"p"');
    expect(prefix('{"prompt":"p","messages":null}')).toBe('"p"');
    expect(prefix(`{"messages":[${'1,'.repeat(50)}1]}`, 20)).toBe('[1,1,1,1,');
    expect(prefix(`{"pad":"${'x'.repeat(30)}","messages":[1]}`, 20)).toBeUndefined();
    expect(prefix('{"prompt":"never ends', 512)).toBeUndefined();
    expect(prefix('not json')).toBeUndefined();
  });
});
