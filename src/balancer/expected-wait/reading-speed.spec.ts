import { ReadingSpeed } from './reading-speed.js';

const NOW = 1_700_000_000_000;
const GUESS = { baseMs: 0, msPerToken: 0.5 };

describe('how fast prompts are read', () => {
  it('is the guess as long as nothing is known', () => {
    const { baseMs, msPerToken } = new ReadingSpeed(GUESS).reading;
    expect(baseMs).toBeCloseTo(0);
    expect(msPerToken).toBeCloseTo(0.5);
  });

  it('tells what it takes to begin from what a token takes', () => {
    const speed = new ReadingSpeed(GUESS);
    for (let i = 0; i < 100; i++)
      for (const tokens of [20, 400, 3_000]) speed.add(tokens, 100 + tokens * 0.05, NOW);
    expect(speed.reading.baseMs).toBeCloseTo(100, -1);
    expect(speed.reading.msPerToken).toBeCloseTo(0.05, 2);
  });

  it('says little of long prompts when it has seen short ones only, and never that they take no time', () => {
    const speed = new ReadingSpeed(GUESS);
    for (let i = 0; i < 1_000; i++) speed.add(30, 250, NOW);
    expect(speed.reading.baseMs + speed.reading.msPerToken * 30).toBeCloseTo(250, -1);
    expect(speed.reading.msPerToken).toBeLessThan(0.6);
  });

  it.each([
    [
      'prompts that take less the longer they are',
      [
        [10, 500],
        [2_000, 10],
        [4_000, 5],
      ],
    ],
    [
      'prompts that take no time at all',
      [
        [10, 0],
        [5_000, 0],
      ],
    ],
    [
      'much that would begin before the beginning',
      [
        [1_000, 10],
        [2_000, 5_000],
        [3_000, 9_000],
      ],
    ],
  ])('is never negative: %s', (_, seen) => {
    const speed = new ReadingSpeed(GUESS);
    for (let i = 0; i < 50; i++) for (const [tokens, ms] of seen) speed.add(tokens!, ms!, NOW);
    expect(speed.reading.baseMs).toBeGreaterThanOrEqual(0);
    expect(speed.reading.msPerToken).toBeGreaterThanOrEqual(0);
  });

  it('learns for others of its kind, and from them', () => {
    const usual = new ReadingSpeed(GUESS);
    const [one, other] = [new ReadingSpeed(usual), new ReadingSpeed(usual)];
    for (let i = 0; i < 100; i++) for (const tokens of [10, 4_000]) one.add(tokens, tokens * 0.02, NOW);
    expect(other.reading.msPerToken).toBeCloseTo(0.02, 2);
    for (let i = 0; i < 100; i++) for (const tokens of [10, 4_000]) other.add(tokens, tokens * 0.2, NOW);
    expect(other.reading.msPerToken).toBeCloseTo(0.2, 1);
    expect(one.reading.msPerToken).toBeLessThan(0.05);
  });

  it('forgets slowly, survives a restart, and takes nothing odd', () => {
    const speed = new ReadingSpeed(GUESS);
    for (const tokens of [10, 4_000]) speed.add(tokens, tokens * 5, NOW);
    speed.add(NaN, 5, NOW);
    speed.add(5, -1, NOW);
    speed.add(5, Infinity, NOW);
    const again = new ReadingSpeed(GUESS);
    again.recall(speed.memory);
    again.recall([NaN, 0, 0, 0, 0, 0]);
    expect(again.reading).toEqual(speed.reading);
    for (const tokens of [10, 4_000]) speed.add(tokens, tokens, NOW + 12 * 3_600_000);
    expect(speed.reading.msPerToken).toBeLessThan(1.1);
  });
});
