import { VirtualFleet } from '../../../test/support/virtual-fleet.js';

const MODELS = Array.from({ length: 12 }, (_, at) => `model-${at + 1}:7b`);
const MACHINE = { slots: 4, memory: 2, loadMs: 30_000, ttftMs: 500, serviceMs: 6_000 };
const fleet = (count: number): VirtualFleet =>
  new VirtualFleet(Array.from({ length: count }, (_, at) => ({ ...MACHINE, name: `m${at + 1}` })));
const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;

/** The same numbers in every run (mulberry32). */
function randomFrom(seed: number): () => number {
  let now = seed >>> 0;
  return () => {
    now = (now + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(now ^ (now >>> 15), now | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** The second is asked for half as often as the first, the third a third as often. */
function zipf(random: () => number): () => string {
  const weights = MODELS.map((_, at) => 1 / (at + 1));
  const sum = weights.reduce((a, b) => a + b, 0);
  return () => {
    let left = random() * sum;
    return MODELS[weights.findIndex((weight) => (left -= weight) < 0)] ?? MODELS[0]!;
  };
}

describe('a dozen models on eight machines that hold two each', () => {
  beforeEach(() => jest.useFakeTimers({ doNotFake: ['queueMicrotask', 'nextTick', 'setImmediate'] }));
  afterEach(() => jest.useRealTimers());

  it.each([
    [0.4, 6],
    [1.6, 16],
    [2.4, 24],
  ])(
    'at %d requests a second nobody waits long and models stay where they are',
    async (perSecond, most) => {
      const random = randomFrom(7);
      const rig = fleet(8);
      const traffic = { perSecond, random, pick: zipf(random) };
      await rig.serve({ ...traffic, hours: 0.5 });
      const before = rig.loads;
      const waits = await rig.serve({ ...traffic, hours: 1 });
      expect(mean(waits)).toBeLessThan(1.5);
      expect(rig.loads - before).toBeLessThanOrEqual(most);
    },
    120_000,
  );

  it('lets nobody starve where there is less memory than models are asked for', async () => {
    const random = randomFrom(3);
    const single = new VirtualFleet([{ ...MACHINE, memory: 1, name: 'only' }]);
    const pick = (): string => (random() < 0.05 ? MODELS[1]! : MODELS[0]!);
    const waits = await single.serve({ perSecond: 0.25, hours: 0.5, random, pick });
    expect(Math.max(...waits)).toBeLessThan(300);
  }, 120_000);
});
