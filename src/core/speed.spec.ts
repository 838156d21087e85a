import { interTokenMs, timeToFirstTokenMs, tokensPerSecond } from './speed.js';

const stream = { streaming: true, firstByteMs: 200, lastByteMs: 1_200, outputPieces: 12 };
const counted = { ...stream, usage: { outputTokens: 11, ttftMs: 150, tokensPerSecond: 99 } };
const whole = { ...counted, streaming: false };

describe('the speed of an answer', () => {
  it('is measured on a stream whose tokens were counted', () => {
    expect(timeToFirstTokenMs(counted)).toBe(200);
    expect(interTokenMs(counted)).toBe(100);
    expect(tokensPerSecond(counted)).toBe(10);
  });

  it('is measured by pieces where nobody counted tokens, which makes no tokens of them', () => {
    expect(interTokenMs(stream)).toBeCloseTo(1_000 / 11);
    expect(tokensPerSecond(stream)).toBeUndefined();
  });

  it('is what the backend says of an answer that is no stream', () => {
    expect(timeToFirstTokenMs(whole)).toBe(150);
    expect(interTokenMs(whole)).toBeUndefined();
    expect(tokensPerSecond(whole)).toBe(99);
  });

  it.each([
    ['came at once', { ...counted, outputPieces: 1 }],
    ['took no time', { ...counted, lastByteMs: 200 }],
    ['is of one token', { ...counted, usage: { outputTokens: 1, tokensPerSecond: 99 } }],
    ['never began', { streaming: true, usage: { tokensPerSecond: 99 } }],
  ])('is not measured on a stream that %s', (_, outcome) => {
    expect(interTokenMs(outcome)).toBeUndefined();
    expect(tokensPerSecond(outcome)).toBe(99);
  });
});
