import { state } from '../../../test/support/builders.js';
import { ModestCallers } from './modest-callers.js';
import type { Selection } from './placement.js';

const NOW = 1_700_000_000_000;

function rig() {
  const callers = new ModestCallers();
  const take = (flow: string, count: number, model = 'm'): Selection[] => {
    callers.asked(model, flow, NOW);
    return Array.from({ length: count }, () => {
      const selection: Selection = { state: state({ name: 'a' }), token: 0 };
      callers.take(selection, model, flow);
      return selection;
    });
  };
  return {
    callers,
    take,
    tooMuch: (flow: string, later = 60_000) => callers.hasTooMuch('m', flow, NOW + later),
  };
}

describe('a caller', () => {
  it('has too much where another one asks now and then and has less than half of a share', () => {
    const { take, tooMuch } = rig();
    take('floods', 8);
    expect(tooMuch('floods')).toBe(false);
    take('quiet', 0);
    expect(tooMuch('floods', 61_000)).toBe(true);
    expect(tooMuch('quiet', 61_000)).toBe(false);
    expect(tooMuch('nobody', 61_000)).toBe(false);
  });

  it('has not too much once the others have what they need, are gone, or want another model', () => {
    const { callers, take, tooMuch } = rig();
    take('floods', 4);
    const [first, ...rest] = take('quiet', 3);
    expect(tooMuch('floods')).toBe(false);
    for (const each of [...rest, first!]) callers.giveBack(each);
    expect(tooMuch('floods', 61_000)).toBe(true);
    expect(tooMuch('floods', 200_000)).toBe(false);
    take('elsewhere', 0, 'n');
    expect(tooMuch('floods', 201_000)).toBe(false);
  });

  it('is counted by what is under way, however often it is given back', () => {
    const { callers, take, tooMuch } = rig();
    const [one] = take('floods', 1);
    take('quiet', 0);
    expect(tooMuch('floods')).toBe(true);
    callers.giveBack(one!);
    callers.giveBack(one!);
    expect(tooMuch('floods', 61_000)).toBe(false);
    callers.giveBack({ state: state({ name: 'a' }), token: 0 });
  });

  it('is forgotten when too many come', () => {
    const { callers, take, tooMuch } = rig();
    take('floods', 4);
    for (let at = 0; at < 300; at++) callers.asked('m', `stranger-${at}`, NOW);
    expect(tooMuch('floods')).toBe(false);
    for (let at = 0; at < 300; at++) callers.asked(`model-${at}`, 'x', NOW);
    expect(callers.hasTooMuch('m', 'floods', NOW)).toBe(false);
  });
});
