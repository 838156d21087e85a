import { messagesOf, warningsOf, withEndpoints } from '../testing.js';

const gpu = (keys: object): object => withEndpoints({ url: 'http://h:1', name: 'gpu-1', ...keys });

describe('headers of an endpoint', () => {
  it.each(['Host', 'connection', 'Transfer-Encoding', 'Content-Length', 'TE', 'Upgrade', 'Keep-Alive'])(
    'may name %s, with a warning that it is not sent',
    (name) => {
      expect(warningsOf(gpu({ headers: { [name]: 'sekret' } }))).toEqual([
        `endpoint "gpu-1": header "${name}" is not sent: it belongs to the connection`,
      ]);
    },
  );

  it('may be any other', () => {
    const headers = {
      'X-Team': 'red',
      Cookie: 'op=1',
      'User-Agent': 'mine',
      'Proxy-Authorization': 'Basic x',
    };
    expect(warningsOf(gpu({ headers }))).toEqual([]);
  });

  it.each([
    [{ headers: { 'X Team': 'sekret' } }, 'header "X Team" is not a valid header name'],
    [{ headers: { 'X-Team': 'sekret\n' } }, 'the value of header "X-Team" has control characters'],
    [
      { auth: { type: 'api_key', key: 'sekret', header: 'Host' } },
      'auth.header "Host" belongs to the connection and cannot carry a key',
    ],
  ])('%j are refused', (keys, complaint) => {
    const found = messagesOf(gpu(keys));
    expect(found).toEqual([`endpoint "gpu-1": ${complaint}`]);
    expect(found.join()).not.toContain('sekret');
  });
});
