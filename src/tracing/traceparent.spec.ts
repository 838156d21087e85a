import { parseTraceparent, traceparent } from './traceparent.js';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const SPAN = '00f067aa0ba902b7';

describe('traceparent', () => {
  it('is read as it is written', () => {
    for (const sampled of [true, false]) {
      expect(parseTraceparent(traceparent(TRACE, SPAN, sampled))).toEqual({
        traceId: TRACE,
        parentId: SPAN,
        sampled,
      });
    }
  });

  it('is read by its first bit alone, and in versions to come', () => {
    expect(parseTraceparent(`00-${TRACE}-${SPAN}-03`)).toMatchObject({ sampled: true });
    expect(parseTraceparent(`00-${TRACE}-${SPAN}-02`)).toMatchObject({ sampled: false });
    expect(parseTraceparent(`cc-${TRACE}-${SPAN}-01-more`)).toMatchObject({ traceId: TRACE });
  });

  it.each([
    ['nothing', undefined],
    ['several lines', [`00-${TRACE}-${SPAN}-01`]],
    ['no trace', `00-${'0'.repeat(32)}-${SPAN}-01`],
    ['no parent', `00-${TRACE}-${'0'.repeat(16)}-01`],
    ['capitals', `00-${TRACE.toUpperCase()}-${SPAN}-01`],
    ['the version that cannot be', `ff-${TRACE}-${SPAN}-01`],
    ['more than this version says', `00-${TRACE}-${SPAN}-01-more`],
    ['text after a later version', `cc-${TRACE}-${SPAN}-01.more`],
    ['too little', `00-${TRACE}-${SPAN}`],
  ])('is refused with %s', (_what, text) => {
    expect(parseTraceparent(text)).toBeUndefined();
  });
});
