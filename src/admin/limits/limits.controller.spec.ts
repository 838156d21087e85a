import { AdminRig } from '../../../test/support/admin-rig.js';
import { type Limited, type LimitSource, LimitsView } from '../../security/index.js';
import { LimitsController } from './limits.controller.js';

const used = (key: string, share: number): Limited => ({
  key,
  gauges: [
    { limit: 'requests_per_minute', capacity: 10, used: share, remaining: 10 - share, resetsAt: 60_000 },
  ],
});

class Callers implements LimitSource {
  readonly kind = 'callers';
  readonly all = new Map([used('ann', 2), used('bob', 9)].map((limited) => [limited.key, limited]));

  limited(): Iterable<Limited> {
    return this.all.values();
  }

  one(key: string): Limited | undefined {
    return this.all.get(key);
  }

  reset(key?: string): number {
    const reset = key === undefined ? this.all.size : Number(this.all.has(key));
    if (key === undefined) this.all.clear();
    else this.all.delete(key);
    return reset;
  }
}

describe('LimitsController', () => {
  let rig: AdminRig;
  beforeEach(async () => {
    const limits = new LimitsView();
    limits.add(new Callers());
    rig = await AdminRig.start({
      controllers: [LimitsController],
      providers: [{ provide: LimitsView, useValue: limits }],
    });
  });
  afterEach(() => rig.stop());

  const reset = (body: object) => rig.ask('limits/reset', { method: 'POST', body });

  it('shows who has used up how much, most of it first', async () => {
    expect((await rig.ask('limits')).json).toMatchObject({
      global: [],
      callers: [
        {
          key: 'bob',
          gauges: [{ capacity: 10, used: 9, remaining: 1, resets_at: '1970-01-01T00:01:00.000Z' }],
        },
        { key: 'ann' },
      ],
    });
  });

  it('lets somebody start anew', async () => {
    expect((await reset({ kind: 'callers', key: 'bob' })).json).toEqual({ reset: 1 });
    expect((await reset({ kind: 'callers', key: 'bob' })).status).toBe(404);
    expect((await reset({ kind: 'callers' })).json).toEqual({ reset: 1 });
    expect((await rig.ask('audit')).json['records']).toMatchObject([
      { target: 'callers', result: 'done' },
      { target: 'callers/bob', result: 'refused' },
      { target: 'callers/bob', before: [{ used: 9 }], after: { reset: 1 } },
    ]);
  });

  it('knows its kinds', async () => {
    expect((await reset({ kind: 'users' })).status).toBe(422);
    expect((await reset({})).status).toBe(422);
  });
});
