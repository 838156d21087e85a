import type { LoadReport, ResidentModel } from '../../../core/load.js';
import { MemoryBelief } from './memory-belief.js';

const NOW = 1_700_000_000_000;
const told = (models: readonly (string | ResidentModel)[], at = NOW, over: Partial<LoadReport> = {}) => ({
  told: {
    at,
    source: 'test',
    residents: models.map((model) =>
      typeof model === 'string' ? ({ name: model, state: 'loaded' } as const) : model,
    ),
    ...over,
  },
});
const names = (belief: MemoryBelief, load: ReturnType<typeof told>, now: number): string[] =>
  belief.residents(load, now).map(({ model }) => model);

describe('MemoryBelief', () => {
  it('goes by what is told, until something was sent since', () => {
    const belief = new MemoryBelief();
    expect(belief.of(told(['m']), 'm', NOW).residency).toBe('loaded');
    expect(belief.of(told([]), 'm', NOW).residency).toBe('absent');
    belief.sent('m', 'absent', NOW + 10);
    expect(belief.of(told([]), 'm', NOW + 20)).toMatchObject({ residency: 'loading', since: NOW + 10 });
    belief.answered('m', NOW + 30);
    expect(belief.of(told([]), 'm', NOW + 40).residency).toBe('loaded');
  });

  it('takes a model to be on its way for as long as somebody waits for it, however often it is told to be absent', () => {
    const belief = new MemoryBelief();
    belief.sent('m', 'absent', NOW);
    expect(belief.of(told([], NOW + 20_000), 'm', NOW + 20_000).residency).toBe('loading');
    belief.over('m');
    expect(belief.of(told([], NOW + 20_000), 'm', NOW + 20_000).residency).toBe('absent');
  });

  it('tells what was ordered from what somebody waits for', () => {
    const belief = new MemoryBelief();
    belief.ordered('m', NOW);
    expect(belief.of(told([], NOW + 9_000), 'm', NOW + 9_000)).toMatchObject({
      residency: 'loading',
      ordered: true,
    });
    expect(belief.of(told(['m'], NOW + 9_000), 'm', NOW + 9_000).residency).toBe('loaded');
    belief.refused('m', NOW + 9_000);
    expect(belief.refuses('m', NOW + 20_000)).toBe(true);
    expect(belief.refuses('m', NOW + 90_000)).toBe(false);
  });

  it('knows that it is full once a model went when another one came', () => {
    const belief = new MemoryBelief();
    expect(belief.fullness(told([]), undefined, NOW)).toBe(0);
    expect(belief.fullness(told(['a', 'b'], NOW + 1), undefined, NOW + 1)).toBeLessThan(0.1);
    expect(belief.fullness(told(['b', 'c'], NOW + 2), undefined, NOW + 2)).toBe(1);
    expect(belief.fullness(told(['c'], NOW + 3), undefined, NOW + 3)).toBe(0);
  });

  it('takes no model that went because its time was over for pushed out', () => {
    const belief = new MemoryBelief();
    belief.residents(told([{ name: 'a', state: 'loaded', expiresAt: NOW }, 'b']), NOW);
    expect(belief.fullness(told(['b', 'c'], NOW + 2_000), undefined, NOW + 2_000)).toBeLessThan(0.1);
  });

  it('goes by free memory and sizes where they are told', () => {
    const belief = new MemoryBelief();
    const load = told(['a'], NOW, { freeMemoryBytes: 5 });
    expect(belief.fullness(load, 4, NOW)).toBe(0);
    expect(belief.fullness(load, 6, NOW)).toBe(1);
  });

  it('chooses as victim what was used least recently, of what nobody uses and what may go', () => {
    const belief = new MemoryBelief();
    const load = told(['a', 'b', 'c']);
    for (const [at, model] of ['a', 'b', 'c'].entries()) {
      belief.sent(model, 'loaded', NOW + at);
      belief.over(model);
    }
    belief.sent('a', 'loaded', NOW + 3);
    expect(belief.victim(load, NOW + 4)).toEqual({ model: 'b', inUse: false });
    expect(belief.victim(load, NOW + 4, (model) => model === 'b')).toEqual({ model: 'c', inUse: false });
    expect(belief.victim(load, NOW + 4, () => true)).toBeUndefined();
    belief.sent('b', 'loaded', NOW + 5);
    belief.sent('c', 'loaded', NOW + 6);
    expect(belief.victim(load, NOW + 7)).toEqual({ model: 'a', inUse: true });
  });

  it('knows at once who had to go, whatever older reports say', () => {
    const belief = new MemoryBelief();
    belief.residents(told(['a', 'b'], NOW - 2), NOW - 2);
    const load = told(['b', 'c'], NOW);
    belief.residents(load, NOW);
    belief.makesRoom(load, undefined, NOW + 10);
    belief.sent('d', 'absent', NOW + 10);
    expect(names(belief, load, NOW + 20).sort()).toEqual(['c', 'd']);
    expect(belief.of(load, 'b', NOW + 20).residency).toBe('absent');
    expect(belief.of(told(['b', 'd'], NOW + 5_000), 'b', NOW + 5_000).residency).toBe('loaded');
  });

  it('asks nothing more of a model that is to make room, as long as that is wanted', () => {
    const belief = new MemoryBelief();
    belief.reservation.make('new', 'old', NOW);
    expect(belief.of(told(['old']), 'old', NOW + 500).residency).toBe('absent');
    expect(belief.reservation.forModel(NOW + 500)).toBe('new');
    expect(belief.reservation.forModel(NOW + 5_000)).toBeUndefined();
    expect(belief.of(told(['old']), 'old', NOW + 5_000).residency).toBe('loaded');
  });

  it('knows how long a server keeps what nobody uses', () => {
    const belief = new MemoryBelief();
    const load = told([{ name: 'm', state: 'loaded', expiresAt: NOW + 30_000 }]);
    expect(belief.of(load, 'm', NOW + 29_000).residency).toBe('loaded');
    expect(belief.of(load, 'm', NOW + 31_000).residency).toBe('absent');
    belief.answered('m', NOW + 25_000);
    expect(belief.of(load, 'm', NOW + 31_000).residency).toBe('loaded');
    expect(belief.of(load, 'm', NOW + 56_000).residency).toBe('absent');
  });
});
