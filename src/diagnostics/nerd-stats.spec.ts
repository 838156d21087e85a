import { NerdStats } from './nerd-stats.js';

function report(): Map<string, Record<string, unknown>> {
  const told = new Map<string, Record<string, unknown>>();
  const log = {
    debug: jest.fn(),
    warn: jest.fn(),
    error: jest.fn(),
    info: (message: string, facts: object = {}) => void told.set(message, { ...facts }),
  };
  new NerdStats().report(log);
  return told;
}

describe('the figures at the end', () => {
  const told = report();

  it('come in the groups of the original', () => {
    expect([...told.keys()]).toEqual([
      'Process Memory Stats',
      'Process Allocation Stats',
      'Garbage Collection Stats',
      'Goroutine Stats',
      'Runtime Stats',
      'Build Info',
      'Process Health Summary',
    ]);
  });

  it('print bytes for people and durations as durations', () => {
    expect(told.get('Process Memory Stats')).toMatchObject({
      rss: expect.stringMatching(/^\d+\.\d\d [MG]B$/),
    });
    expect(told.get('Runtime Stats')).toMatchObject({ uptime: { ms: expect.any(Number) } });
  });

  it('end with words', () => {
    expect(told.get('Process Health Summary')).toMatchObject({
      memory_pressure: expect.stringMatching(/^(LOW|MEDIUM|HIGH)$/),
      gc_pressure: expect.stringMatching(/^(LOW|MEDIUM|HIGH)$/),
      resources: 'HEALTHY',
    });
  });
});
