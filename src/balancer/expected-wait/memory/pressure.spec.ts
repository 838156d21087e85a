import type { EndpointState } from '../../../core/endpoint.js';
import { state } from '../../../../test/support/builders.js';
import { Pressure } from './pressure.js';

const SERVICE_MS = 1_000;
const LOAD_MS = 10_000;

/** @param memory endpoint → the models that it holds @param rates model → requests per second */
function pressureOf(memory: Readonly<Record<string, string[]>>, rates: Readonly<Record<string, number>>) {
  const fleet: EndpointState[] = Object.keys(memory).map((name) => state({ name }));
  const pressure = new Pressure({
    fleet: () => fleet,
    residents: ({ endpoint }) => memory[endpoint.name]!,
    slots: () => 4,
    serviceMs: () => SERVICE_MS,
    rate: (model) => (rates[model] ?? 0) / 1_000,
  });
  const urlOf = (name: string): string => fleet.find(({ endpoint }) => endpoint.name === name)!.endpoint.url;
  return {
    pressure,
    harm: (name: string, model: string) => pressure.harmOf(urlOf(name), model, LOAD_MS, 1),
    room: (name: string, model?: string) => pressure.roomWithout(urlOf(name), model, 1),
  };
}

describe('Pressure', () => {
  it('finds no harm in losing what nobody asks for, nor a copy for whose callers others have room', () => {
    const { harm } = pressureOf({ a: ['m', 'idle'], b: ['m'] }, { m: 1 });
    expect(harm('a', 'idle')).toBe(0);
    expect(harm('a', 'm')).toBe(0);
  });

  it('finds harm in losing the only copy, more the more it is asked for, but never without end', () => {
    const { harm } = pressureOf(
      { a: ['seldom', 'often', 'always'] },
      { seldom: 0.01, often: 0.1, always: 100 },
    );
    expect(harm('a', 'seldom')).toBeGreaterThan(0);
    expect(harm('a', 'often')).toBeGreaterThan(harm('a', 'seldom'));
    expect(harm('a', 'always')).toBe(LOAD_MS * 8);
  });

  it('finds harm in losing a copy that others cannot stand in for', () => {
    const { harm } = pressureOf({ a: ['m'], b: ['m'] }, { m: 6 });
    expect(harm('a', 'm')).toBeGreaterThan(0);
  });

  it('shares demand out by the room that there is', () => {
    const { room } = pressureOf({ a: ['m', 'other'], b: ['m'] }, { m: 3, other: 3 });
    expect(room('a') + room('b')).toBeCloseTo(2);
    expect(4 - room('b')).toBeGreaterThan(3 * (1 - room('a')));
    expect(room('a', 'other')).toBeGreaterThan(3);
  });

  it('knows when more is asked than the holders have room for', () => {
    const { pressure } = pressureOf({ a: ['hot', 'warm'], b: [] }, { hot: 3, warm: 0.3, absent: 1 });
    expect(pressure.isShort('warm', 1)).toBe(false);
    expect(pressure.isShort('absent', 1)).toBe(true);
    expect(pressureOf({ a: ['hot'] }, { hot: 5 }).pressure.isShort('hot', 1)).toBe(true);
  });

  it('looks again when something moved', () => {
    const memory: Record<string, string[]> = { a: ['m'], b: [] };
    const { pressure, harm } = pressureOf(memory, { m: 1 });
    expect(harm('a', 'm')).toBeGreaterThan(0);
    memory['b'] = ['m'];
    expect(harm('a', 'm')).toBeGreaterThan(0);
    pressure.moved();
    expect(harm('a', 'm')).toBe(0);
  });
});
