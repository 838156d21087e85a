import { beginTrace } from './begin-trace.js';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const SPAN = '00f067aa0ba902b7';

describe('beginTrace', () => {
  it('goes on with the trace of the client and keeps to its decision', () => {
    expect(beginTrace(`00-${TRACE}-${SPAN}-01`, 0)).toMatchObject({
      traceId: TRACE,
      parentId: SPAN,
      sampled: true,
    });
    expect(beginTrace(`00-${TRACE}-${SPAN}-00`, 100)).toMatchObject({ traceId: TRACE, sampled: false });
  });

  it('gives the request a span of its own', () => {
    const { spanId } = beginTrace(`00-${TRACE}-${SPAN}-01`, 100);
    expect(spanId).toMatch(/^[0-9a-f]{16}$/);
    expect(spanId).not.toBe(SPAN);
  });

  it('begins a trace where the client has none, or one that breaks a rule', () => {
    for (const header of [undefined, 'nonsense']) {
      const { traceId, parentId } = beginTrace(header, 100);
      expect(traceId).toMatch(/^[0-9a-f]{32}$/);
      expect(parentId).toBe('');
    }
  });

  it('never gives an id twice, also when its pool of randomness is used up', () => {
    const ids = Array.from({ length: 2_000 }, () => beginTrace(undefined, 100).traceId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('keeps as many of a hundred as it is told', () => {
    const kept = (percent: number): number =>
      Array.from({ length: 4_000 }, () => beginTrace(undefined, percent)).filter(({ sampled }) => sampled)
        .length;
    expect([kept(0), kept(100)]).toEqual([0, 4_000]);
    // Six standard deviations either way.
    expect(Math.abs(kept(25) - 1_000)).toBeLessThan(165);
  });
});
