import { type Belief, expectedWait } from './terms.js';

const belief = (over: Partial<Belief> = {}): Belief => ({
  slots: 4,
  busy: 0,
  others: 0,
  serviceMs: 2_000,
  residency: 'loaded',
  told: true,
  ordered: false,
  loadMs: 30_000,
  loadingForMs: 0,
  roomMs: 0,
  evictionMs: 0,
  hasRoom: true,
  victim: undefined,
  victimInUse: false,
  reading: { baseMs: 0, msPerToken: 0.5 },
  doubt: 0.5,
  ...over,
});
const total = (over: Partial<Belief>, promptTokens = 0, cachedTokens = 0): number =>
  expectedWait(belief(over), { promptTokens, cachedTokens }).totalMs;

describe('expectedWait', () => {
  it.each<[string, Partial<Belief>, number]>([
    ['nothing on an idle endpoint with the model', {}, 0],
    ['nothing as long as one slot is free', { busy: 3 }, 0],
    ['a quarter of an answer for the first who waits for four slots', { busy: 4 }, 500],
    ['longer behind others who wait', { busy: 7 }, 2_000],
    [
      'the whole load where the model is absent, and a quarter for the upheaval',
      { residency: 'absent' },
      37_500,
    ],
    ['room first, where all that is in memory is in use', { residency: 'absent', roomMs: 1_000 }, 38_500],
    ['what is left of a load', { residency: 'loading', loadingForMs: 20_000 }, 10_000],
    ['never nothing for a load that is overdue', { residency: 'loading', loadingForMs: 90_000 }, 1_500],
    ['part of a load where nobody knows', { residency: 'unknown' }, 15_000],
    ['the harm to others, when something has to go', { residency: 'absent', evictionMs: 7_000 }, 44_500],
    ['no harm where nothing has to go', { residency: 'loaded', evictionMs: 7_000 }, 0],
  ])('expects %s', (_, over, ms) => expect(total(over)).toBeCloseTo(ms));

  it('counts the prompt, less what was read before', () => {
    expect(total({}, 1_000)).toBe(500);
    expect(total({}, 1_000, 900)).toBe(50);
    expect(total({}, 100, 900)).toBe(0);
  });

  it('prefers waiting for a short queue to loading, and loading to a long one', () => {
    const queue = (busy: number): number => total({ busy });
    const load = total({ residency: 'absent' });
    expect(queue(10)).toBeLessThan(load);
    expect(queue(100)).toBeGreaterThan(load);
  });
});
