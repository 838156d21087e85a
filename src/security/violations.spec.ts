import { type Violation, Violations } from './violations.js';

const MINUTE = 60_000;

describe('Violations', () => {
  let violations: Violations;
  const limited = (client: string): void => violations.record({ type: 'rate_limit', client, path: '/' });

  beforeEach(() => {
    jest.useFakeTimers({ now: 1_760_000_000_000 });
    violations = new Violations();
  });
  afterEach(() => void jest.useRealTimers());

  it('counts by type, and clients once', () => {
    limited('a');
    limited('a');
    limited('b');
    violations.record({ type: 'size_limit', client: 'c', path: '/', size: 7 });
    expect(violations.counts()).toEqual({ rateLimits: 3, sizeLimits: 1, access: 0, blockedClients: 2 });
  });

  it('changes nothing for an unknown type', () => {
    violations.record({ type: 'other', client: 'a', path: '/' } as unknown as Violation);
    expect(violations.counts()).toEqual({ rateLimits: 0, sizeLimits: 0, access: 0, blockedClients: 0 });
  });

  it('forgets a client an hour after its last refusal, looking at most every five minutes', () => {
    limited('a');
    jest.advanceTimersByTime(30 * MINUTE);
    limited('a');
    limited('b');
    jest.advanceTimersByTime(31 * MINUTE);
    limited('a');
    expect(violations.counts().blockedClients).toBe(2);
    jest.advanceTimersByTime(35 * MINUTE);
    expect(violations.counts()).toMatchObject({ blockedClients: 1, rateLimits: 4 });
    jest.advanceTimersByTime(65 * MINUTE);
    expect(violations.counts().blockedClients).toBe(0);
  });

  it('remembers at most 10,000 clients and counts all the same', () => {
    for (let i = 0; i < 10_050; i++) limited(`client ${i}`);
    expect(violations.counts()).toMatchObject({ blockedClients: 10_000, rateLimits: 10_050 });
  });
});
