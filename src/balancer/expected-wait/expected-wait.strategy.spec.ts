import { exchange, state } from '../../../test/support/builders.js';
import type { EndpointState } from '../../core/endpoint.js';
import type { Exchange } from '../../core/exchange.js';
import type { LoadReport } from '../../core/load.js';
import { LeastConnectionsStrategy } from '../least-connections.strategy.js';
import { ExpectedWaitStrategy } from './expected-wait.strategy.js';
import { FactBook } from './fact-book.js';

const told = (models: readonly string[], over: Partial<LoadReport> = {}): LoadReport => ({
  at: Date.now(),
  source: 'test',
  residents: models.map((name) => ({ name, state: 'loaded' })),
  slots: 4,
  ...over,
});

function member(name: string, report?: LoadReport, inFlight = 0): EndpointState {
  const made = state({ name, inFlight });
  made.load.told = report;
  return made;
}

function rig(fleet: readonly EndpointState[]) {
  const facts = new FactBook(
    () => fleet,
    () => 4,
  );
  const strategy = new ExpectedWaitStrategy(facts, new LeastConnectionsStrategy());
  const send = (model: string): string => {
    const asked: Exchange = exchange({ model });
    const chosen = strategy.select(fleet, asked);
    chosen.load.inFlight++;
    return chosen.endpoint.name;
  };
  return { facts, strategy, send };
}

describe('expected-wait', () => {
  it('goes where the model is, until waiting there takes longer than loading elsewhere', () => {
    const { send } = rig([member('cold', told([])), member('warm', told(['m']))]);
    const first = Array.from({ length: 4 }, () => send('m'));
    expect(new Set(first)).toEqual(new Set(['warm']));
    const more = Array.from({ length: 60 }, () => send('m'));
    expect(more).toContain('cold');
  });

  it('makes no second machine load what one is loading already', () => {
    const { send } = rig([member('a', told([])), member('b', told([]))]);
    const [first, ...rest] = Array.from({ length: 4 }, () => send('m'));
    expect(rest).toEqual([first, first, first]);
  });

  it('loads two models on two machines', () => {
    const { send } = rig([member('a', told([])), member('b', told([]))]);
    expect(send('m')).not.toBe(send('n'));
  });

  it('evicts what is asked for least', () => {
    const popular = member('popular', told(['asked-often']));
    const idle = member('idle', told(['asked-never']));
    const { send, facts } = rig([popular, idle]);
    for (let time = 0; time < 50; time++) facts.demand.asked('asked-often', Date.now());
    expect(send('m')).toBe('idle');
  });

  describe('with a conversation that goes on', () => {
    const words = (count: number): string => Array.from({ length: count }, (_, i) => `word${i}`).join(' ');
    const turn = (turns: number): Exchange => {
      const messages = Array.from({ length: turns }, (_, i) => ({
        role: 'user',
        content: `${i} ${words(800)}`,
      }));
      return exchange({ model: 'm', body: Buffer.from(JSON.stringify({ model: 'm', messages })) });
    };
    const fleet = (): EndpointState[] => ['a', 'b', 'c'].map((name) => member(name, told(['m'])));

    it('goes where it was read before, and says how much of it is known there', () => {
      const endpoints = fleet();
      const { strategy } = rig(endpoints);
      const first = strategy.select(endpoints, turn(1));
      first.load.inFlight++;
      const next = turn(2);
      expect(strategy.select(endpoints, next)).toBe(first);
      expect(next.forecast!.cachedTokens).toBeGreaterThan(800);
      expect(next.forecast!.cachedTokens).toBeLessThan(next.forecast!.promptTokens);
    });

    it('goes elsewhere when waiting there costs more than reading it again', () => {
      const endpoints = fleet();
      const { strategy } = rig(endpoints);
      const first = strategy.select(endpoints, turn(1));
      first.load.inFlight = 12;
      expect(strategy.select(endpoints, turn(2))).not.toBe(first);
    });

    it('counts nothing as read where the model is in memory no more', () => {
      const endpoints = fleet();
      const { strategy, facts } = rig(endpoints);
      const first = strategy.select(endpoints, turn(1));
      facts.of(first.endpoint.url).memory.failed('m');
      first.load.told = told([]);
      expect(strategy.select(endpoints, turn(2))).not.toBe(first);
    });
  });

  it('is least-connections where nobody tells anything', () => {
    const fleet = [member('a', undefined, 2), member('b', undefined, 0), member('c', undefined, 1)];
    const { strategy } = rig(fleet);
    expect(strategy.select(fleet, exchange({ model: 'm' })).endpoint.name).toBe('b');
    expect(strategy.select(fleet, exchange({ model: '' })).endpoint.name).toBe('b');
  });

  it.each<[string, Partial<LoadReport>]>([
    ['negative', { running: -5, waiting: -9, slots: -1, freeMemoryBytes: -1 }],
    [
      'no numbers',
      { running: Number.NaN, waiting: Number.NaN, slots: Number.NaN, freeMemoryBytes: Number.NaN },
    ],
    ['endless', { running: Infinity, waiting: Infinity, slots: Infinity }],
  ])('chooses somebody whatever is told: %s', (_, odd) => {
    const fleet = [member('odd', told([], odd)), member('fine', told(['m']))];
    const { send } = rig(fleet);
    const served = Array.from({ length: 20 }, () => send('m'));
    expect(served).toContain('fine');
  });

  it('says what it expected of everybody', () => {
    const fleet = [member('cold', told([])), member('warm', told(['m']))];
    const { strategy } = rig(fleet);
    const asked = exchange({ model: 'm' });
    strategy.select(fleet, asked);
    expect(asked.forecast).toMatchObject({ endpointName: 'warm', residency: 'loaded', loadMs: 0 });
    expect(asked.forecast?.candidates.map(({ endpointName }) => endpointName)).toEqual(['cold', 'warm']);
    expect(strategy.peek(fleet, asked).endpoint.name).toBe('warm');
  });

  it('judges so many of a large fleet, those that hold the model among them', () => {
    const fleet = Array.from({ length: 1_000 }, (_, at) =>
      member(`e${at}`, told(at % 100 === 7 ? ['m'] : [])),
    );
    const { strategy } = rig(fleet);
    const asked = exchange({ model: 'm' });
    const chosen = strategy.select(fleet, asked);
    expect(chosen.load.told?.residents).toHaveLength(1);
    expect(asked.forecast?.candidates.length).toBeLessThanOrEqual(32);
  });
});
