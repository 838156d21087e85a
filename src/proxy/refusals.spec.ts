import { exchange } from '../../test/support/builders.js';
import { RateLimitedError } from '../core/client-errors.js';
import { UpstreamClosedError, UpstreamConnectError } from '../core/upstream-errors.js';
import { allOut, clientText, noCandidates, originalText } from './refusals.js';

const none = { tiers: [], total: 0 };
const rejected = (status: number, reason: string) => ({
  ...none,
  decision: { strategy: 'strict', action: 'rejected' as const, status, reason },
});

describe('refusals', () => {
  it('names a model that nobody has, and asks for patience with one that is away', () => {
    const asked = exchange({ model: 'm' });
    const missing = noCandidates(asked, rejected(404, 'model_not_found'), 3);
    expect([missing.status, missing.code, missing.retryAfterSeconds]).toEqual([
      404,
      'model_not_found',
      undefined,
    ]);
    expect(missing.message).toContain("'m'");
    expect(originalText(asked, missing)).toBe('model_not_found');
    const away = noCandidates(asked, rejected(503, 'model_unavailable'), 3);
    expect([away.status, away.code, away.retryAfterSeconds]).toEqual([503, 'model_unavailable', 3]);
  });

  it('tells a provider without endpoints from a fleet without any', () => {
    const scoped = exchange();
    scoped.scope = { provider: 'vllm', failClosed: true };
    const provider = noCandidates(scoped, { ...none, decision: undefined }, 3);
    expect([provider.status, provider.message]).toEqual([404, 'No vllm endpoints available']);
    const fleet = noCandidates(exchange(), { ...none, decision: undefined }, 3);
    expect([fleet.status, fleet.message, fleet.retryAfterSeconds]).toEqual([
      503,
      'no healthy endpoints available',
      3,
    ]);
    expect(allOut(9).retryAfterSeconds).toBe(9);
  });

  it('tells a client what happened, but not where the backend lives', () => {
    const refused = new UpstreamConnectError('dial tcp 10.0.0.5:9: connect: connection refused');
    expect(clientText(exchange(), refused)).toMatch(
      /^network error after \d+\.\ds - dial: connect: connection refused /,
    );
    const unknown = new UpstreamConnectError('dial tcp: lookup gpu-1: no such host');
    expect(clientText(exchange(), unknown)).not.toContain('gpu-1');
  });

  it("keeps the original's wording where it is asked for", () => {
    const asked = exchange();
    const refused = new UpstreamConnectError('dial tcp 127.0.0.1:9: connect: connection refused');
    expect(originalText(asked, refused)).toMatch(
      /^Proxy error: all endpoints failed with connection errors: network error after \d+\.\ds - dial tcp .*refused \(check network connectivity to LLM backend\)$/,
    );
    expect(originalText(asked, new UpstreamClosedError('x'))).toMatch(
      /^Proxy error: connection closed after \d/,
    );
    expect(originalText(asked, new RateLimitedError(1))).toBe('Too Many Requests');
  });
});
