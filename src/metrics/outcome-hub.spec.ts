import { Injectable, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { Test } from '@nestjs/testing';
import { AppLogger } from '../core/logger.js';
import type { Outcome, OutcomeObserver } from '../core/outcome.js';
import { Observes } from './observes.js';
import { OutcomeHub } from './outcome-hub.js';

const outcome = { requestId: 'rid-1' } as Outcome;

@Injectable()
@Observes()
class Billing implements OutcomeObserver {
  readonly seen: string[] = [];
  observe({ requestId }: Outcome): void {
    this.seen.push(requestId);
  }
}

@Injectable()
@Observes()
class Broken implements OutcomeObserver {
  observe(): void {
    throw new Error('out of paper');
  }
}

@Injectable()
@Observes()
class NoObserver {}

@Module({ providers: [Broken, Billing], exports: [Billing] })
class CompanyModule {}

describe('OutcomeHub', () => {
  const logger = { debug: jest.fn(), info: jest.fn(), warn: jest.fn(), error: jest.fn() };
  const start = async (imports: (new () => object)[], providers: (new () => object)[] = []) => {
    const testing = Test.createTestingModule({
      imports: [DiscoveryModule, ...imports],
      providers: [OutcomeHub, { provide: AppLogger, useValue: logger }, ...providers],
    });
    return (await testing.compile()).init();
  };

  beforeEach(() => jest.clearAllMocks());
  afterEach(() => void jest.useRealTimers());

  it('tells each observer of each module once, whatever the others do', async () => {
    const app = await start([CompanyModule]);
    app.get(OutcomeHub).settle(outcome);
    await new Promise(setImmediate);
    expect(app.get(Billing, { strict: false }).seen).toEqual(['rid-1']);
  });

  it('tells what is left at the end', async () => {
    const app = await start([CompanyModule]);
    const hub = app.get(OutcomeHub);
    hub.settle(outcome);
    hub.settle(outcome);
    const { seen } = app.get(Billing, { strict: false });
    expect(seen).toEqual([]);
    hub.beforeApplicationShutdown();
    expect(seen).toEqual(['rid-1', 'rid-1']);
    await new Promise(setImmediate);
    expect(seen).toHaveLength(2);
  });

  it('takes the rejection of an observer that works on', async () => {
    @Injectable()
    @Observes()
    class Unreachable implements OutcomeObserver {
      async observe(): Promise<void> {
        await Promise.reject(new Error('no network'));
      }
    }
    const app = await start([], [Unreachable]);
    app.get(OutcomeHub).settle(outcome);
    await new Promise(setImmediate);
    expect(logger.error).toHaveBeenCalledWith(
      'Outcome observer failed',
      expect.objectContaining({ observer: 'Unreachable', error: 'no network' }),
    );
  });

  it('complains about failing observers at most once a minute', async () => {
    const app = await start([CompanyModule]);
    jest.useFakeTimers();
    const hub = app.get(OutcomeHub);
    for (let i = 0; i < 5; i++) hub.settle(outcome);
    jest.advanceTimersByTime(1);
    expect(logger.error).toHaveBeenCalledTimes(1);
    expect(logger.error).toHaveBeenCalledWith('Outcome observer failed', {
      observer: 'Broken',
      error: 'out of paper',
      failures: 1,
    });
    jest.advanceTimersByTime(60_000);
    hub.settle(outcome);
    jest.advanceTimersByTime(1);
    expect(logger.error).toHaveBeenLastCalledWith(
      'Outcome observer failed',
      expect.objectContaining({ failures: 6 }),
    );
    expect(logger.error).toHaveBeenCalledTimes(2);
  });

  it('works without any observer', async () => {
    const app = await start([]);
    expect(() => app.get(OutcomeHub).settle(outcome)).not.toThrow();
  });

  it('refuses to start with something marked that observes nothing', async () => {
    await expect(start([], [NoObserver])).rejects.toThrow(
      'NoObserver is marked with @Observes() but has no observe()',
    );
  });
});
