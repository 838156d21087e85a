import { type Service, Services } from './services.js';

const BUDGET_MS = 5_000;

function made(overrides: Partial<Record<Service['name'], Partial<Service>>> = {}) {
  const done: string[] = [];
  const said: unknown[][] = [];
  const note = (...words: unknown[]): void => void said.push(words);
  const names = ['stats', 'security', 'discovery', 'proxy', 'http'] as const;
  const services = names.map((name) => ({
    name,
    start: () => void done.push(`+${name}`),
    stop: () => void done.push(`-${name}`),
    ...overrides[name],
  }));
  const log = { debug: note, info: note, warn: note, error: note };
  return {
    services: new Services(services, log),
    done,
    said,
    messages: () => said.map(([message]) => message),
  };
}

describe('the services', () => {
  it('start in turn and stop the other way round', async () => {
    const { services, done, messages } = made();
    await services.start(BUDGET_MS);
    await services.stop(BUDGET_MS);
    expect(done.join(' ')).toBe(
      '+stats +security +discovery +proxy +http -http -proxy -discovery -security -stats',
    );
    expect(messages()).toEqual([
      'Stopping Services...',
      '[ OK ] Stopping http',
      '[ OK ] Stopping proxy',
      '[ OK ] Stopping discovery',
      '[ OK ] Stopping security',
      '[ OK ] Stopping stats',
      'Stopping Services...Done!',
    ]);
  });

  it('stop once, however often they are asked to', async () => {
    const { services, done } = made();
    await services.start(BUDGET_MS);
    await Promise.all([services.stop(BUDGET_MS), services.stop(BUDGET_MS)]);
    await services.stop(BUDGET_MS);
    expect(done).toHaveLength(10);
  });

  it('stop again, the last one first, when one of them does not start', async () => {
    const { services, done } = made({
      discovery: { start: () => Promise.reject(new Error('no profiles')) },
    });
    await expect(services.start(BUDGET_MS)).rejects.toThrow(
      'failed to start services: failed to start service discovery: no profiles',
    );
    expect(done.join(' ')).toBe('+stats +security -discovery -security -stats');
  });

  it('stop though one of them fails to', async () => {
    const { services, done, said } = made({
      proxy: {
        stop: () => {
          throw new Error('stuck');
        },
      },
    });
    await services.start(BUDGET_MS);
    await services.stop(BUDGET_MS);
    expect(done.slice(-4)).toEqual(['-http', '-discovery', '-security', '-stats']);
    expect(said).toContainEqual(['Failed to stop service', { service: 'proxy', error: new Error('stuck') }]);
  });

  it('stop though one of them hangs', async () => {
    jest.useFakeTimers();
    const { services, done, messages } = made({ http: { stop: () => new Promise(() => undefined) } });
    await services.start(BUDGET_MS);
    const stopped = services.stop(0);
    await jest.advanceTimersByTimeAsync(2_000);
    jest.useRealTimers();
    await stopped;
    expect(done.slice(-4)).toEqual(['-proxy', '-discovery', '-security', '-stats']);
    expect(messages()).toContain('Failed to stop service');
  });

  it('are told how much time is left, and are given a second at least', async () => {
    const left: number[] = [];
    const stop = (remainingMs: number): void => void left.push(remainingMs);
    const { services } = made({ http: { stop }, proxy: { stop } });
    await services.start(BUDGET_MS);
    await services.stop(BUDGET_MS);
    expect(left[0]).toBeLessThanOrEqual(BUDGET_MS);
    expect(left[0]).toBeGreaterThan(BUDGET_MS - 500);
    const hurried = made({ proxy: { stop } }).services;
    await hurried.start(0);
    await hurried.stop(0);
    expect(left[2]).toBe(1_000);
  });
});
