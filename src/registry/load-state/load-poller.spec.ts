import { endpoint } from '../../../test/support/builders.js';
import { FleetRig, forEachTest } from '../../../test/support/fleet-rig.js';
import type { EndpointState } from '../../core/endpoint.js';
import type { LoadReport } from '../../core/load.js';
import { LoadPoller } from './load-poller.js';
import type { LoadAnswer, LoadReading } from './load-reader.js';

describe('LoadPoller', () => {
  const rig = forEachTest(new FleetRig());
  const { pass, probed } = rig;
  let poller: LoadPoller;
  let answer: (name: string) => Promise<LoadReading | undefined>;
  let asked: { name: string; at: number }[];
  let inFlight: number;
  let mostInFlight: number;
  let closed: number;
  const reader = { read: ({ state }: { state: EndpointState }) => counted(state.endpoint.name) };

  beforeEach(() => {
    asked = [];
    inFlight = mostInFlight = closed = 0;
    answer = () => Promise.resolve({ source: '/test', residents: [{ name: 'm', state: 'loaded' }] });
    const readers = { get: (profile: string) => (profile === 'openai-compatible' ? undefined : reader) };
    const client = {
      get: (): Promise<LoadAnswer> => Promise.reject(new Error('not used')),
      close: () => Promise.resolve(void closed++),
    };
    poller = new LoadPoller(rig.store, readers, client, rig.log);
  });

  afterEach(() => poller.stop());

  const told = (name?: string): LoadReport | undefined => rig.state(name).load.told;
  const times = (name = 'a'): number[] => asked.filter((one) => one.name === name).map(({ at }) => at);
  const never = (): Promise<never> => new Promise(() => undefined);

  async function counted(name: string): Promise<LoadReading | undefined> {
    asked.push({ name, at: rig.elapsed() });
    mostInFlight = Math.max(mostInFlight, ++inFlight);
    try {
      return await answer(name);
    } finally {
      inFlight--;
    }
  }

  /** These endpoints, all of them well. */
  function fleet(...names: string[]): void {
    rig.fleet(...names);
    for (const name of names) probed(name, 'healthy');
  }

  function gaps(of: readonly number[]): number[] {
    return of.slice(1).map((at, i) => at - of[i]!);
  }

  it('asks every five seconds, a tenth more or less, and writes what it hears', async () => {
    fleet('a');
    poller.start();
    await pass(60_000);
    for (const gap of gaps(times())) {
      expect(gap).toBeGreaterThanOrEqual(4_500);
      expect(gap).toBeLessThanOrEqual(6_000);
    }
    expect(times()[0]).toBeLessThanOrEqual(1_500);
    expect(asked.length).toBeGreaterThanOrEqual(10);
    expect(told()).toEqual({
      at: 1_000_000 + times().at(-1)!,
      source: '/test',
      residents: [{ name: 'm', state: 'loaded' }],
    });
    expect(Object.isFrozen(told()) && Object.isFrozen(told()!.residents)).toBe(true);
  });

  it('makes a new report each time, and no new version of the fleet', async () => {
    fleet('a');
    poller.start();
    await pass(2_000);
    const [first, version] = [told(), rig.store.fleet.version];
    await pass(6_000);
    expect(told()).not.toBe(first);
    expect(rig.store.fleet.version).toBe(version);
  });

  it.each<[string, () => Promise<LoadReading | undefined>]>([
    ['tells nothing', () => Promise.resolve(undefined)],
    ['fails', () => Promise.reject(new Error('gone'))],
    ['does not answer', never],
    ['makes no sense', () => Promise.resolve({ source: '/test', residents: 7 as never })],
    ['lacks a path', () => Promise.resolve({ source: '/test', seldom: true })],
  ])('asks one that %s six times as seldom', async (_what, reply) => {
    answer = reply;
    fleet('a');
    poller.start();
    await pass(110_000);
    expect(times().length).toBeGreaterThanOrEqual(3);
    for (const gap of gaps(times())) {
      expect(gap).toBeGreaterThanOrEqual(27_000);
      expect(gap).toBeLessThanOrEqual(36_000);
    }
  });

  it('leaves out of the report how often to ask', async () => {
    answer = () => Promise.resolve({ source: '/test', seldom: true });
    fleet('a');
    poller.start();
    await pass(2_000);
    expect(told()).toEqual({ at: expect.any(Number), source: '/test' });
  });

  it('forgets what it heard after three failures in a row', async () => {
    fleet('a');
    poller.start();
    await pass(2_000);
    const first = told();
    answer = () => Promise.reject(new Error('gone'));
    await pass(40_000);
    expect(told()).toBe(first);
    await pass(40_000);
    expect(told()).toBeUndefined();
  });

  it('forgets an endpoint that leaves rotation, and asks again when it is back', async () => {
    fleet('a');
    poller.start();
    await pass(2_000);
    probed('a', 'offline');
    expect(told()).toBeUndefined();
    asked.length = 0;
    await pass(20_000);
    expect(asked).toEqual([]);
    probed('a', 'warming');
    await pass(2_000);
    expect(told()).toBeDefined();
  });

  it('does not write what it hears of an endpoint that has left meanwhile', async () => {
    let tell: (reading: LoadReading) => void = () => undefined;
    answer = () => new Promise((resolve) => (tell = resolve));
    fleet('a');
    poller.start();
    await pass(1_500);
    probed('a', 'offline');
    probed('a', 'healthy');
    tell({ source: '/late' });
    await pass(0);
    expect(told()).toBeUndefined();
  });

  it('follows the fleet, and asks only those whose kind of server tells', async () => {
    rig.store.replaceEndpoints([endpoint({ name: 'other', profile: 'openai-compatible' })]);
    probed('other', 'healthy');
    poller.start();
    await pass(10_000);
    expect(asked).toEqual([]);
    expect(jest.getTimerCount()).toBe(0);
    rig.store.setDetected('http://other:11434', { detected: 'vllm', healthUrl: '', modelUrl: '' });
    await pass(2_000);
    expect(times('other')).toHaveLength(1);
    fleet('a');
    await pass(2_000);
    expect(times('other')).toHaveLength(1);
    expect(times('a')).toHaveLength(1);
  });

  it('has eight questions under way at most, and gets round all the same', async () => {
    const names = Array.from({ length: 100 }, (_, i) => `e${i}`);
    answer = () => new Promise((resolve) => setTimeout(() => resolve({ source: '/test' }), 100));
    fleet(...names);
    poller.start();
    await pass(5_000);
    expect(mostInFlight).toBe(8);
    expect(names.every((name) => told(name) !== undefined)).toBe(true);
    expect(jest.getTimerCount()).toBeLessThanOrEqual(1 + 2 * 8);
  });

  it('lets nobody wait for those that do not answer, and never asks one twice at once', async () => {
    answer = (name) => (name.startsWith('hung') ? never() : Promise.resolve({ source: '/test' }));
    fleet(...Array.from({ length: 8 }, (_, i) => `hung${i}`), 'a');
    poller.start();
    await pass(4_000);
    expect(told('a')).toBeDefined();
    await pass(20_000);
    expect(times('hung0')).toHaveLength(1);
    expect(times('a').length).toBeGreaterThanOrEqual(3);
  });

  it('may be started and stopped more than once', async () => {
    fleet('a');
    poller.start();
    poller.start();
    const [round, limitOfTheFirstQuestion] = [1, 1];
    expect(jest.getTimerCount()).toBe(round + limitOfTheFirstQuestion);
    await poller.stop();
    await poller.stop();
    expect(jest.getTimerCount()).toBe(0);
    expect(closed).toBe(2);
    probed('a', 'offline');
    probed('a', 'healthy');
    await pass(10_000);
    expect(asked).toHaveLength(1);
    poller.start();
    await pass(2_000);
    expect(asked).toHaveLength(2);
  });

  it('writes nothing after it was stopped', async () => {
    let tell: (reading: LoadReading) => void = () => undefined;
    answer = () => new Promise((resolve) => (tell = resolve));
    fleet('a');
    poller.start();
    await pass(1_500);
    await poller.stop();
    tell({ source: '/late' });
    await pass(3_000);
    expect(told()).toBeUndefined();
  });
});
