import { endpoint, exchange } from '../../test/support/builders.js';
import { requestHeaders } from './request-headers.js';

function sent(
  headers: string[],
  over: Parameters<typeof endpoint>[0] = {},
  model = '',
): Record<string, string[]> {
  const lines = requestHeaders(exchange({ headers, model }), endpoint(over));
  const out: Record<string, string[]> = {};
  for (let i = 0; i < lines.length; i += 2) (out[lines[i]!.toLowerCase()] ??= []).push(lines[i + 1]!);
  return out;
}

describe('requestHeaders', () => {
  it('drops what belongs to one hop and what the client named as such', () => {
    const out = sent([
      ...['Connection', 'close, X-Hop', 'X-Hop', '1', 'Keep-Alive', 'timeout=5', 'TE', 'trailers'],
      ...['Upgrade', 'websocket', 'Proxy-Connection', 'keep-alive', 'Transfer-Encoding', 'chunked'],
      ...['Expect', '100-continue', 'X-Stay', 'yes'],
    ]);
    expect(Object.keys(out).filter((name) => !name.startsWith('x-') && name !== 'via')).toEqual([]);
    expect(out['x-hop']).toBeUndefined();
    expect(out['x-stay']).toEqual(['yes']);
  });

  it('never shows a backend the credentials or the Host of the client', () => {
    const out = sent([
      ...[
        'Authorization',
        'Bearer c',
        'Cookie',
        'a=b',
        'X-Api-Key',
        'k',
        'X-Auth-Token',
        't',
        'X-Admin-Token',
        'a',
      ],
      ...['Proxy-Authorization', 'p', 'Host', 'evil.example'],
    ]);
    for (const name of [
      'authorization',
      'cookie',
      'x-api-key',
      'x-auth-token',
      'x-admin-token',
      'proxy-authorization',
      'host',
    ]) {
      expect(out[name]).toBeUndefined();
    }
    expect(out['x-forwarded-host']).toEqual(['evil.example']);
  });

  it('lets no client pose as Olla, and leaves it what clients say', () => {
    const out = sent([
      ...[
        'X-Olla-Endpoint',
        'evil',
        'x-olla-caller',
        'root',
        'X_Olla_Caller',
        'root',
        'X-OLLA-Request-ID',
        'r',
        'X-Olla-',
        'x',
      ],
      ...['X-Proxied-By', 'evil', 'X-Model', 'spoof', 'X-Ollama', 'mine'],
      ...['X-Olla-Session-ID', 's1', 'X-Olla-Priority', 'low', 'X-Request-ID', 'r1'],
    ]);
    expect(Object.keys(out).filter((name) => name.startsWith('x-olla-'))).toEqual([
      'x-olla-session-id',
      'x-olla-priority',
    ]);
    expect(out['x-proxied-by']).toEqual([expect.stringMatching(/^Olla\//)]);
    expect(out).toMatchObject({ 'x-ollama': ['mine'], 'x-request-id': ['r1'] });
    expect(out['x-model']).toBeUndefined();
    expect(out['x_olla_caller']).toBeUndefined();
  });

  it('sets the headers of the endpoint, which may bring back a dropped name', () => {
    const out = sent(['X-Team', 'client', 'X-Api-Key', 'client'], {
      outboundHeaders: ['X-Team', 'red', 'X-Api-Key', 'ours'],
      outboundHeaderNames: new Set(['x-team', 'x-api-key']),
    });
    expect(out['x-team']).toEqual(['red']);
    expect(out['x-api-key']).toEqual(['ours']);
  });

  it.each([
    'X-Proxied-By',
    'Via',
    'X-Forwarded-For',
    'X-Real-IP',
    'X-Forwarded-Proto',
    'X-Forwarded-Host',
    'X-Model',
  ])('sends one %s where the endpoint is configured with its own', (name) => {
    const over = { outboundHeaders: [name, 'ours'], outboundHeaderNames: new Set([name.toLowerCase()]) };
    expect(sent(['Host', 'olla.example', name, 'client'], over, 'small')[name.toLowerCase()]).toEqual([
      'ours',
    ]);
  });

  it('appends the real peer to X-Forwarded-For and joins several lines of it', () => {
    expect(sent(['X-Forwarded-For', '10.0.0.1', 'X-Forwarded-For', '10.0.0.2'])['x-forwarded-for']).toEqual([
      '10.0.0.1, 10.0.0.2, 192.0.2.1',
    ]);
    expect(sent([])['x-forwarded-for']).toEqual(['192.0.2.1']);
  });

  it('keeps what the client says of forwarding, fills in what it does not, and replaces X-Model', () => {
    const given = [
      'X-Real-IP',
      '198.51.100.7',
      'X-Forwarded-Proto',
      'https',
      'X-Model',
      'spoof',
      'Via',
      '1.0 a',
    ];
    const out = sent(given, {}, 'qwen:14b');
    expect(out['x-real-ip']).toEqual(['198.51.100.7']);
    expect(out['x-forwarded-proto']).toEqual(['https']);
    expect(out['x-model']).toEqual(['qwen:14b']);
    expect(out['via']![0]).toMatch(/^1\.0 a, 1\.1 olla\/v/);
    expect(sent([])['x-forwarded-proto']).toEqual(['http']);
  });

  it('writes a model name outside ASCII as UTF-8 bytes', () => {
    const [value] = sent([], {}, '模型')['x-model']!;
    expect(Buffer.from(value!, 'latin1').toString('utf8')).toBe('模型');
  });
});
