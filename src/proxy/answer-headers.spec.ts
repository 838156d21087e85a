import { endpoint, exchange } from '../../test/support/builders.js';
import { answerHeaders } from './answer-headers.js';

function told(backend: string[], prepare: (made: ReturnType<typeof exchange>) => void = () => undefined) {
  const made = exchange({ model: 'm1', headers: ['X-Olla-Session-ID', 's1'] });
  prepare(made);
  const shown = endpoint({ name: 'gpu', outboundHeaderNames: new Set(['x-team']) });
  const lines = answerHeaders(
    made,
    shown,
    backend.map((part) => Buffer.from(part, 'latin1')),
  );
  const out: Record<string, string[]> = {};
  for (let i = 0; i < lines.length; i += 2) (out[lines[i]!.toLowerCase()] ??= []).push(lines[i + 1]!);
  return out;
}

describe('answerHeaders', () => {
  it('tells who answered and why', () => {
    const out = told([], (made) => {
      made.replyHeaders.push('X-Olla-Request-ID', 'id-1');
      made.decision = { strategy: 'strict', action: 'routed', status: 200, reason: 'model_found' };
      made.sticky = { outcome: 'hit', source: 'session_header' };
    });
    expect(out).toMatchObject({
      'x-olla-request-id': ['id-1'],
      'x-olla-endpoint': ['gpu'],
      'x-olla-backend-type': ['ollama'],
      'x-olla-model': ['m1'],
      'x-olla-routing-strategy': ['strict'],
      'x-olla-routing-decision': ['routed'],
      'x-olla-routing-reason': ['model_found'],
      'x-olla-sticky-session': ['hit'],
      'x-olla-sticky-key-source': ['session_header'],
      'x-olla-session-id': ['s1'],
    });
    expect(out['x-olla-response-time']![0]).toMatch(/^\d+ms$/);
  });

  it('lets no backend pose as Olla, hand out secrets, or speak of its own hop', () => {
    const out = told([
      ...[
        'X-Olla-Endpoint',
        'evil',
        'X-Olla-New',
        'x',
        'Set-Cookie',
        'a=b',
        'Authorization',
        'x',
        'X-Team',
        'red',
      ],
      ...[
        'Connection',
        'close, X-Hop',
        'X-Hop',
        '1',
        'Transfer-Encoding',
        'chunked',
        'X-RateLimit-Limit',
        '7',
      ],
      ...['X-Served-By', 'evil', 'Keep-Alive', 'timeout=5'],
    ]);
    expect(out['x-olla-endpoint']).toEqual(['gpu']);
    expect(out['x-served-by']![0]).toMatch(/^Olla\//);
    for (const name of [
      'x-olla-new',
      'set-cookie',
      'authorization',
      'x-team',
      'x-hop',
      'x-ratelimit-limit',
    ]) {
      expect(out[name]).toBeUndefined();
    }
  });

  it('keeps repeated lines and merges Via with the backend first', () => {
    const out = told(['Link', '<a>', 'Link', '<b>', 'Via', '1.1 inner']);
    expect(out['link']).toEqual(['<a>', '<b>']);
    expect(out['via']).toHaveLength(1);
    expect(out['via']![0]).toMatch(/^1\.1 inner, 1\.1 olla\//);
  });

  it('speaks alone of origins while there is a policy for them, and lets the backend speak otherwise', () => {
    const backend = ['Access-Control-Allow-Origin', '*', 'access-control-max-age', '9', 'Vary', 'Accept'];
    const cors = ['Vary', 'Origin', 'Access-Control-Allow-Origin', 'https://app.example'];
    const under = told(backend, (made) => void made.replyHeaders.unshift(...cors));
    expect(under).toMatchObject({
      vary: ['Origin', 'Accept'],
      'access-control-allow-origin': ['https://app.example'],
    });
    expect(under['access-control-max-age']).toBeUndefined();
    expect(told(backend)).toMatchObject({ vary: ['Accept'], 'access-control-allow-origin': ['*'] });
  });

  it('lets no backend take back what Olla says by calling it its own hop’s business', () => {
    const cors = ['Vary', 'Origin', 'Access-Control-Allow-Origin', '*'];
    const out = told(
      ['Connection', 'vary, access-control-allow-origin, via, x-hop', 'X-Hop', '1'],
      (made) => void made.replyHeaders.unshift(...cors),
    );
    expect(out).toMatchObject({ vary: ['Origin'], 'access-control-allow-origin': ['*'] });
    expect(out['via']).toHaveLength(1);
    expect(out['x-hop']).toBeUndefined();
  });

  it('passes on what a backend says of its own limits only where Olla has nothing to say', () => {
    const backend = ['RateLimit-Policy', '"theirs";q=5;w=1', 'RateLimit', '"theirs";r=4;t=1'];
    expect(told(backend)).toMatchObject({ ratelimit: ['"theirs";r=4;t=1'] });
    const ours = ['RateLimit-Policy', '"ip";q=100;w=60', 'RateLimit', '"ip";r=49;t=30'];
    expect(told(backend, (made) => void made.replyHeaders.push(...ours))).toMatchObject({
      'ratelimit-policy': ['"ip";q=100;w=60'],
      ratelimit: ['"ip";r=49;t=30'],
    });
  });
});
