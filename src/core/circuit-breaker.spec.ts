import { CircuitBreaker } from './circuit-breaker.js';

const OPEN_MS = 30_000;
const STALE_MS = 5_000;
const T0 = 1_000_000;

const breaker = (threshold = 3): CircuitBreaker => new CircuitBreaker({ threshold, openForMs: OPEN_MS });

function tripped(threshold = 3): CircuitBreaker {
  const made = breaker(threshold);
  for (let i = 0; i < threshold; i++) made.failure(T0);
  return made;
}

describe('CircuitBreaker', () => {
  it('is closed when fresh and admits everybody without a token', () => {
    const fresh = breaker();
    expect(fresh.state(T0)).toBe('closed');
    expect(fresh.admit(T0, STALE_MS)).toBe(0);
    expect(fresh.opensInMs(T0)).toBe(0);
  });

  it.each([3, 5])('trips exactly at failure %i', (threshold) => {
    const made = breaker(threshold);
    for (let i = 1; i < threshold; i++) made.failure(T0);
    expect(made.state(T0)).toBe('closed');
    made.failure(T0);
    expect(made.state(T0)).toBe('open');
    expect(made.failures).toBe(threshold);
  });

  it('never opens with a threshold of 0', () => {
    const off = breaker(0);
    for (let i = 0; i < 50; i++) off.failure(T0);
    expect(off.state(T0)).toBe('closed');
    expect(off.admits(T0, STALE_MS)).toBe(true);
  });

  it('starts counting anew after a success', () => {
    const made = breaker();
    made.failure(T0);
    made.failure(T0);
    made.success();
    made.failure(T0);
    made.failure(T0);
    expect(made.state(T0)).toBe('closed');
  });

  it.each([0, OPEN_MS / 2, OPEN_MS])('refuses %i ms after it opened', (later) => {
    const open = tripped();
    expect(open.admits(T0 + later, STALE_MS)).toBe(false);
    expect(open.admit(T0 + later, STALE_MS)).toBeUndefined();
    expect(open.opensInMs(T0 + later)).toBe(OPEN_MS - later);
  });

  it('lets exactly one of 200 callers through when the window is over', () => {
    const open = tripped();
    const now = T0 + OPEN_MS + 1;
    expect(open.state(now)).toBe('half-open');
    const tokens = Array.from({ length: 200 }, () => open.admit(now, STALE_MS));
    expect(tokens.filter((token) => token !== undefined)).toHaveLength(1);
  });

  it('asking changes nothing', () => {
    const open = tripped();
    const now = T0 + OPEN_MS + 1;
    expect(open.admits(now, STALE_MS)).toBe(true);
    expect(open.admits(now, STALE_MS)).toBe(true);
    expect(open.admit(now, STALE_MS)).toBeGreaterThan(0);
    expect(open.admits(now, STALE_MS)).toBe(false);
  });

  it('closes when the trial succeeds', () => {
    const open = tripped();
    const now = T0 + OPEN_MS + 1;
    open.success(open.admit(now, STALE_MS));
    expect(open.state(now)).toBe('closed');
    expect(open.failures).toBe(0);
  });

  it('opens for a whole window again when the trial fails', () => {
    const open = tripped();
    const now = T0 + OPEN_MS + 1;
    open.failure(now, open.admit(now, STALE_MS));
    expect(open.admits(now + OPEN_MS, STALE_MS)).toBe(false);
    expect(open.admits(now + OPEN_MS + 1, STALE_MS)).toBe(true);
  });

  describe('with a trial that hangs', () => {
    const began = T0 + OPEN_MS + 1;

    it('keeps its slot for as long as it is within its budget', () => {
      const open = tripped();
      open.admit(began, STALE_MS);
      expect(open.admits(began + STALE_MS - 1, STALE_MS)).toBe(false);
    });

    it('hands the slot to exactly one of 200 callers, who then keeps others out', () => {
      const open = tripped();
      const hung = open.admit(began, STALE_MS)!;
      const late = began + STALE_MS;
      const tokens = Array.from({ length: 200 }, () => open.admit(late, STALE_MS));
      const taken = tokens.filter((token) => token !== undefined);
      expect(taken).toHaveLength(1);
      expect(taken[0]).not.toBe(hung);
      expect(open.admits(late + STALE_MS - 1, STALE_MS)).toBe(false);
    });

    it('ignores the late verdict of the one that was superseded', () => {
      const open = tripped();
      const hung = open.admit(began, STALE_MS)!;
      const next = open.admit(began + STALE_MS, STALE_MS)!;
      open.success(hung);
      expect(open.state(began + STALE_MS)).toBe('half-open');
      open.failure(began + STALE_MS, hung);
      expect(open.failures).toBe(3);
      expect(open.state(began + STALE_MS)).toBe('half-open');
      open.success(next);
      expect(open.state(began + STALE_MS)).toBe('closed');
    });

    it('does not take a verdict from before a reset for one of a later trial', () => {
      const open = tripped();
      const old = open.admit(began, STALE_MS)!;
      open.reset();
      for (let i = 0; i < 3; i++) open.failure(began);
      open.admit(began + OPEN_MS + 1, STALE_MS);
      open.success(old);
      expect(open.state(began + OPEN_MS + 1)).toBe('half-open');
    });
  });

  it('gives the slot back when a trial ends without a verdict', () => {
    const open = tripped();
    const now = T0 + OPEN_MS + 1;
    open.release(open.admit(now, STALE_MS)!);
    expect(open.admit(now, STALE_MS)).toBeGreaterThan(0);
  });

  describe('early trials', () => {
    it('come after a tenth of the window, for those who can afford one', () => {
      const open = tripped();
      const now = T0 + OPEN_MS / 10 + 1;
      expect(open.admits(now, STALE_MS, false)).toBe(false);
      expect(open.admits(now - 1, STALE_MS, true)).toBe(false);
      expect(open.admit(now, STALE_MS, true)).toBeGreaterThan(0);
      expect(open.admits(now, STALE_MS, true)).toBe(false);
    });

    it('become rarer each time one fails, up to the whole window', () => {
      const open = tripped();
      const waits: number[] = [];
      let failedAt = T0;
      for (let i = 0; i < 8; i++) {
        let now = failedAt;
        while (!open.admits(now, STALE_MS, true)) now += 100;
        waits.push(Math.floor((now - failedAt) / 1_000));
        open.failure(now, open.admit(now, STALE_MS, true));
        failedAt = now;
      }
      expect(waits).toEqual([3, 4, 6, 10, 15, 22, 30, 30]);
    });
  });

  it('follows changed options', () => {
    const made = breaker(5);
    made.configure({ threshold: 2, openForMs: 1_000 });
    made.failure(T0);
    made.failure(T0);
    expect(made.opensInMs(T0)).toBe(1_000);
  });

  it('opens by hand, whatever is under way, and closes with a trial that goes well', () => {
    const made = breaker(0);
    made.trip(T0);
    made.success(0);
    expect([made.state(T0), made.isWell]).toEqual(['open', false]);
    made.failure(T0 + 1_000);
    expect(made.opensInMs(T0)).toBe(OPEN_MS);
    const trial = made.admit(T0 + OPEN_MS + 1, STALE_MS);
    expect(trial).toBeGreaterThan(0);
    made.success(trial);
    expect([made.state(T0 + OPEN_MS + 1), made.isWell]).toEqual(['closed', true]);
  });
});
