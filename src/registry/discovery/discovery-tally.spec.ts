import { DiscoveryTally } from './discovery-tally.js';

describe('DiscoveryTally', () => {
  it('begins with nothing', () => {
    expect(new DiscoveryTally().read()).toEqual({
      total: 0,
      successful: 0,
      failed: 0,
      averageLatencyMs: 0,
      lastSuccessAt: 0,
    });
  });

  it('weighs the latest latency against all before it, and leaves failures out of that', () => {
    const tally = new DiscoveryTally();
    tally.succeeded(1, 100);
    tally.failed();
    tally.succeeded(2, 200);
    tally.succeeded(3, 50);
    expect(tally.read()).toEqual({
      total: 4,
      successful: 3,
      failed: 1,
      averageLatencyMs: 100,
      lastSuccessAt: 3,
    });
  });
});
