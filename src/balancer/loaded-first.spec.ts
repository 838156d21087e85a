import { state } from '../../test/support/builders.js';
import type { EndpointState } from '../core/endpoint.js';
import type { LoadReport } from '../core/load.js';
import { awake, foremost, loadedFirst, tellsAnything } from './loaded-first.js';

/** An endpoint that told this just now. */
function telling(name: string, told?: Partial<LoadReport>, inFlight = 0): EndpointState {
  const made = state({ name, inFlight });
  if (told) made.load.told = { at: Date.now(), source: '/test', ...told };
  return made;
}

const having = (name: string, over: Partial<LoadReport> = {}, inFlight = 0): EndpointState =>
  telling(name, { residents: [{ name: 'Llama3:latest', state: 'loaded' }], ...over }, inFlight);
const without = (name: string): EndpointState => telling(name, { residents: [] });
const names = (states: readonly EndpointState[]): string =>
  states.map(({ endpoint }) => endpoint.name).join('');
const chosen = (states: readonly EndpointState[], model = 'llama3'): string =>
  names(loadedFirst(states, () => model));

describe('loadedFirst', () => {
  it('prefers those that have the model in memory', () => {
    expect(chosen([without('a'), having('b'), telling('c'), having('d')])).toBe('bd');
  });

  it('prefers nobody where nobody or everybody has it', () => {
    expect(chosen([without('a'), telling('b')])).toBe('ab');
    expect(chosen([having('a', {}, 9), having('b')])).toBe('ab');
  });

  it('prefers nobody when the request names no model', () => {
    expect(chosen([without('a'), having('b')], '')).toBe('ab');
  });

  it('does not take a model for loaded that is on its way or was there a minute ago', () => {
    const loading = telling('b', { residents: [{ name: 'llama3', state: 'loading' }] });
    const old = having('c', { at: Date.now() - 60_001 });
    expect(chosen([without('a'), loading, old])).toBe('abc');
  });

  it('goes by what each endpoint calls the model', () => {
    const [a, b] = [without('a'), telling('b', { residents: [{ name: 'Own', state: 'loaded' }] })];
    const nameFor = ({ endpoint }: EndpointState): string => (endpoint.name === 'b' ? 'own' : 'llama3');
    expect(names(loadedFirst([a, b], nameFor))).toBe('b');
  });

  it.each<[string, Partial<LoadReport>, number, boolean]>([
    ['nothing is told and three are under way', {}, 3, true],
    ['nothing is told and four are under way', {}, 4, false],
    ['a slot is left', { slots: 2 }, 1, true],
    ['every slot is ours', { slots: 2 }, 2, false],
    ['others wait for the last slot', { slots: 2, waiting: 1 }, 1, false],
    ['there are many slots', { slots: 16 }, 9, true],
  ])('counts slots: %s', (_when, told, inFlight, free) => {
    expect(chosen([without('a'), having('b', told, inFlight)])).toBe(free ? 'b' : 'ab');
  });

  it('leaves out those that are full while another has room', () => {
    expect(chosen([without('a'), having('b', {}, 4), having('c')])).toBe('c');
  });
});

describe('awake', () => {
  it('leaves out those that serve nobody for now, unless that is all', () => {
    const asleep = telling('b', { unavailable: true });
    expect(names(awake([state({ name: 'a' }), asleep]))).toBe('a');
    expect(names(awake([asleep]))).toBe('b');
    const longAgo = telling('c', { unavailable: true, at: Date.now() - 60_001 });
    expect(names(awake([state({ name: 'a' }), longAgo]))).toBe('ac');
  });
});

describe('tellsAnything', () => {
  it('is true as soon as one tells', () => {
    expect(tellsAnything([state(), state()])).toBe(false);
    expect(tellsAnything([state(), without('b')])).toBe(true);
  });
});

describe('foremost', () => {
  it('keeps the highest priority', () => {
    const of = (name: string, priority: number): EndpointState => state({ name, endpoint: { priority } });
    expect(names(foremost([of('a', 1), of('b', 7), of('c', 7)]))).toBe('bc');
  });
});
