import { state } from '../../../../test/support/builders.js';
import type { Residency } from '../../../core/residency.js';
import { type Crowd, NO_CROWD } from '../../queue/placement.js';
import type { Scored } from '../scored.js';
import { type Belief, expectedWait } from '../terms.js';
import { MemoryPlan, type Wanted } from './memory-plan.js';
import { Reservation } from './reservation.js';

const NOW = 1_700_000_000_000;
const LOAD_MS = 10_000;
const BELIEF: Belief = {
  ...{ slots: 4, busy: 0, others: 0, serviceMs: 5_000, told: true, ordered: false },
  ...{
    loadMs: LOAD_MS,
    loadingForMs: 0,
    roomMs: 0,
    evictionMs: 0,
    reading: { baseMs: 0, msPerToken: 0 },
    doubt: 0.5,
    hasRoom: true,
  },
  ...{ residency: 'absent', victim: undefined, victimInUse: false },
};

/** A machine that holds the model, or whatever else is said of it. */
function machine(name: string, residency: Residency, over: Partial<Belief> = {}): Scored {
  const belief = { ...BELIEF, residency, ...over };
  const terms = expectedWait(belief, { promptTokens: 0, cachedTokens: 0 });
  return { state: state({ name }), model: 'm', residency, belief, terms, cachedTokens: 0 };
}

interface Rig {
  readonly crowds?: Readonly<Record<string, Crowd>>;
  readonly isShort?: boolean;
  readonly room?: number;
  readonly most?: number;
  readonly refuses?: boolean;
}

function rig({ crowds = {}, isShort = false, room = 4, most = Infinity, refuses = false }: Rig = {}) {
  const reservations = new Map<string, Reservation>();
  const reservationOf = (url: string): Reservation => {
    const known = reservations.get(url) ?? new Reservation();
    reservations.set(url, known);
    return known;
  };
  const plan = new MemoryPlan({
    of: (url) => ({ memory: { reservation: reservationOf(url), refuses: () => refuses } }),
    mostCopies: () => most,
    pressure: { isShort: () => isShort, roomWithout: () => room },
  });
  const wanted = (over: Partial<Wanted>): Wanted => ({
    ...{ debtMs: 0, longDebtMs: 0, waiting: 1, waitedMs: 0 },
    waitingFor: (model) => crowds[model ?? ''] ?? NO_CROWD,
    ...over,
  });
  const first = (scored: readonly Scored[], over: Partial<Wanted> = {}): string[] =>
    plan.firstOn(scored, wanted(over), NOW).map((each) => each.state.endpoint.name);
  const copy = (scored: readonly Scored[], over: Partial<Wanted> = {}): string | undefined =>
    plan.copyOn(scored, wanted(over), NOW)?.endpoint.name;
  const reserved = (each: Scored): string | undefined => reservationOf(each.state.endpoint.url).forModel(NOW);
  return { first, copy, reserved, reservationOf };
}

const waiting = (count: number, waitedMs = 0): Crowd => ({ count, waitedMs });

describe('the first copy of a model', () => {
  it.each<[string, Partial<Belief>, Partial<Wanted>, Rig, boolean]>([
    ['where it harms nobody', {}, {}, {}, true],
    [
      'not where harm is more than was waited',
      { victim: 'v', evictionMs: 3_000 },
      { debtMs: 2_900 },
      {},
      false,
    ],
    ['once as much was waited', { victim: 'v', evictionMs: 3_000 }, { debtMs: 3_000 }, {}, true],
    [
      'not at the cost of those who wait for another',
      { victim: 'v' },
      { debtMs: 19_000 },
      { crowds: { v: waiting(2) } },
      false,
    ],
    [
      'once it is worth a load for each of them',
      { victim: 'v' },
      { debtMs: 20_000 },
      { crowds: { v: waiting(2) } },
      true,
    ],
    ['not while all slots are taken', { busy: 4 }, { debtMs: 90_000 }, {}, false],
    ['not while the victim is in use', { victim: 'v', victimInUse: true }, { debtMs: 90_000 }, {}, false],
  ])('is loaded %s', (_, belief, wanted, how, isLoaded) => {
    const { first } = rig(how);
    expect(first([machine('a', 'absent', belief)], wanted)).toEqual(isLoaded ? ['a'] : []);
  });

  it('is loaded on whichever machine is best, and all that are as good are told', () => {
    const { first } = rig();
    const bad = machine('bad', 'absent', { victim: 'v', evictionMs: 9_000 });
    expect(first([bad, machine('a', 'absent'), machine('b', 'absent')])).toEqual(['a', 'b']);
  });

  it('makes room for whoever waited two loads longer than others: the one that has to go is left alone', () => {
    const busy = machine('a', 'absent', { victim: 'v', victimInUse: true });
    const { first, reserved } = rig({ crowds: { v: waiting(9, 5_000) } });
    expect(first([busy], { waitedMs: 2 * LOAD_MS + 5_000 })).toEqual([]);
    expect(reserved(busy)).toBeUndefined();
    expect(first([busy], { waitedMs: 2 * LOAD_MS + 5_001 })).toEqual([]);
    expect(reserved(busy)).toBe('m');
  });

  it('leaves room alone that is being made for another model', () => {
    const { first, reservationOf } = rig();
    const a = machine('a', 'absent');
    reservationOf(a.state.endpoint.url).make('other', 'v', NOW);
    expect(first([a])).toEqual([]);
    expect(first([a, machine('b', 'absent')])).toEqual(['b']);
  });
});

describe('a further copy of a model', () => {
  const holder = machine('holder', 'loaded', { busy: 4 });
  /** So many wait that the holder is not done with them before a copy would be there. */
  const CROWD = { waiting: 20, debtMs: 2 * LOAD_MS + 1 };

  it.each<[string, Scored, Partial<Wanted>, Rig, boolean]>([
    ['where nobody has anything to do', machine('a', 'absent'), CROWD, {}, true],
    ['not for what is over soon', machine('a', 'absent'), { ...CROWD, waiting: 7 }, {}, false],
    [
      'unless demand says that it comes again',
      machine('a', 'absent'),
      { ...CROWD, waiting: 7 },
      { isShort: true },
      true,
    ],
    [
      'not before it is worth two loads',
      machine('a', 'absent'),
      { ...CROWD, debtMs: 2 * LOAD_MS },
      {},
      false,
    ],
    ['not where it harms more', machine('a', 'absent', { victim: 'v', evictionMs: 1 }), CROWD, {}, false],
    ['not where there is hardly room', machine('a', 'absent'), CROWD, { room: 1 }, false],
    ['not on a machine that works', machine('a', 'absent', { busy: 4 }), CROWD, {}, false],
    [
      'not where others wait',
      machine('a', 'absent', { victim: 'v' }),
      CROWD,
      { crowds: { v: waiting(1) } },
      false,
    ],
    ['not where it could not be loaded', machine('a', 'absent'), CROWD, { refuses: true }, false],
    ['not beyond what is allowed', machine('a', 'absent'), CROWD, { most: 1 }, false],
    [
      'where there is room, for people who wait a little again and again',
      machine('a', 'absent'),
      { longDebtMs: LOAD_MS / 2 },
      {},
      true,
    ],
    [
      'not for those where there is none',
      machine('a', 'absent', { victim: 'v', hasRoom: false }),
      { longDebtMs: LOAD_MS * 9 },
      {},
      false,
    ],
    [
      'not for those while somebody works there',
      machine('a', 'absent', { busy: 4 }),
      { longDebtMs: LOAD_MS * 9 },
      {},
      false,
    ],
    ['not twice', machine('a', 'loading'), CROWD, {}, false],
    [
      'where nobody says what is there, for less',
      machine('a', 'unknown'),
      { ...CROWD, debtMs: LOAD_MS + 1 },
      {},
      true,
    ],
  ])('is loaded %s', (_, other, wanted, how, isLoaded) => {
    expect(rig(how).copy([holder, other], wanted)).toBe(isLoaded ? 'a' : undefined);
  });

  it('is loaded where it costs least', () => {
    const { copy } = rig();
    const slow = machine('slow', 'absent', { loadMs: LOAD_MS * 2 });
    expect(copy([holder, slow, machine('quick', 'absent')], { ...CROWD, debtMs: 90_000 })).toBe('quick');
  });

  it('makes room where people work all the time, once somebody waited four loads longer, and keeps to that place', () => {
    const { copy, reserved } = rig({ isShort: true });
    const busy = machine('busy', 'absent', { busy: 4, victim: 'v', victimInUse: true });
    expect(copy([holder, busy], { ...CROWD, waitedMs: 4 * LOAD_MS })).toBeUndefined();
    expect(reserved(busy)).toBeUndefined();
    expect(copy([holder, busy], { ...CROWD, waitedMs: 4 * LOAD_MS + 1 })).toBeUndefined();
    expect(reserved(busy)).toBe('m');
    const free = machine('busy', 'absent', { victim: 'v', evictionMs: 99_000 });
    expect(copy([holder, machine('idle', 'absent'), free], CROWD)).toBe('busy');
  });
});
