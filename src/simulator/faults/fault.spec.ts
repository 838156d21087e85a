import { FaultError, parseFault } from './fault.js';
import { FaultSwitch } from './fault-switch.js';

describe('parseFault', () => {
  it('reads a fault', () => {
    const fault = { kind: 'status', status: 429, retryAfter: 2, share: 0.5, health: true };
    expect(parseFault(JSON.stringify(fault))).toEqual(fault);
  });

  it.each([
    ['{', 'the body must be JSON such as'],
    ['[]', 'a fault is an object such as'],
    ['{}', '"kind" is missing'],
    ['{"kind":"fire"}', '"kind" must be one of "none", "refuse"'],
    ['{"kind":"status","status":200}', '"status" must be a whole number from 400 to 599'],
    ['{"kind":"flaky","share":2}', '"share" must be a number from 0 to 1'],
    ['{"kind":"slow","delay":5}', '"delay" is unknown'],
    ['{"kind":"cut","afterFrames":-1}', '"afterFrames" must be a whole number of 0 or more'],
    ['{"kind":"hang","__proto__":1}', '"__proto__" is unknown'],
  ])('says what is right instead of %s', (json, message) => {
    expect(() => parseFault(json)).toThrow(FaultError);
    expect(() => parseFault(json)).toThrow(message);
    expect(() => parseFault(json)).toThrow('"delayMs": a number of 0 or more');
  });
});

describe('FaultSwitch', () => {
  const hits = (faults: FaultSwitch, count: number, probe = false): number =>
    Array.from({ length: count }, () => faults.strike(probe)).filter(Boolean).length;

  it('hits the share that was asked for, evenly', () => {
    const faults = new FaultSwitch(() => undefined);
    faults.set({ kind: 'status', share: 0.1 });
    expect(hits(faults, 9)).toBe(0);
    expect(hits(faults, 1)).toBe(1);
    expect(hits(faults, 1_000)).toBe(100);
  });

  it('hits every request, a flaky one every second, and none at all', () => {
    const faults = new FaultSwitch(() => undefined);
    expect(hits(faults, 10)).toBe(0);
    faults.set({ kind: 'reset' });
    expect(hits(faults, 10)).toBe(10);
    faults.set({ kind: 'flaky' });
    expect(hits(faults, 10)).toBe(5);
    faults.set({ kind: 'hang', share: 0 });
    expect(hits(faults, 10)).toBe(0);
  });

  it('spares probes unless told otherwise', () => {
    const faults = new FaultSwitch(() => undefined);
    faults.set({ kind: 'hang' });
    expect(hits(faults, 3, true)).toBe(0);
    faults.set({ kind: 'hang', health: true });
    expect(hits(faults, 3, true)).toBe(3);
  });

  it('tells when its time is over, unless another fault came first', () => {
    jest.useFakeTimers();
    const expired = jest.fn();
    const faults = new FaultSwitch(expired);
    faults.set({ kind: 'hang', forMs: 100 });
    faults.set({ kind: 'hang', forMs: 200 });
    jest.advanceTimersByTime(150);
    expect(expired).not.toHaveBeenCalled();
    jest.advanceTimersByTime(50);
    expect(expired).toHaveBeenCalledTimes(1);
    jest.useRealTimers();
  });
});
