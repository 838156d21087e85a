import { Get, Post } from '@nestjs/common';
import { AdminRig, adminConfig, LinesLogger } from '../../../test/support/admin-rig.js';
import { AdminController } from '../http/admin-controller.decorator.js';
import { AdminVisit, Visit } from '../http/admin-visit.js';
import { Audited } from '../http/audited.decorator.js';
import { Problem } from '../http/problem.js';
import { AuditLog } from './audit-log.js';

@AdminController('lamps', 'lamps')
class LampsController {
  @Get()
  look(): object {
    return {};
  }

  @Post('on')
  @Audited('lamp.on')
  on(@Visit() visit: AdminVisit): object {
    visit.about('desk', { lit: false });
    visit.made({ lit: true });
    return {};
  }

  @Post('off')
  @Audited('lamp.off')
  off(@Visit() visit: AdminVisit): object {
    visit.about('desk', { lit: true });
    throw new Problem(412, 'It is on by now');
  }

  @Post('break')
  @Audited('lamp.break')
  break(): object {
    throw new Error('the bulb of secret');
  }
}

describe('AuditLog', () => {
  describe('behind the API', () => {
    let rig: AdminRig;
    beforeEach(async () => (rig = await AdminRig.start({ controllers: [LampsController] })));
    afterEach(() => rig.stop());
    const records = async (): Promise<unknown> => (await rig.ask('audit')).json['records'];

    it('remembers and logs a change: who, what, before, after', async () => {
      await rig.ask('lamps/on', { method: 'POST' });
      const record = {
        who: 'loopback',
        client: '127.0.0.1',
        action: 'lamp.on',
        target: 'desk',
        before: { lit: false },
        after: { lit: true },
        request_id: 'llama-testing-1',
        result: 'done',
        status: 201,
      };
      expect(await records()).toMatchObject([record]);
      expect(rig.log.lines).toContainEqual({ level: 'info', message: 'Admin change', facts: record });
    });

    it('remembers a change that was refused', async () => {
      await rig.ask('lamps/off', { method: 'POST' });
      expect(await records()).toMatchObject([{ result: 'refused', status: 412, detail: 'It is on by now' }]);
    });

    it('remembers a change that failed, without its inside', async () => {
      expect((await rig.ask('lamps/break', { method: 'POST' })).status).toBe(500);
      expect(await records()).toMatchObject([{ result: 'failed', status: 500 }]);
      expect(JSON.stringify(await records())).not.toContain('secret');
    });

    it('remembers somebody who was not let in', async () => {
      await rig.ask('lamps/on', { method: 'POST', from: '10.1.1.1' });
      expect(await records()).toMatchObject([
        { who: '', client: '10.1.1.1', result: 'refused', status: 403 },
      ]);
    });

    it('has nothing to say of who only looks', async () => {
      await rig.ask('lamps');
      rig.config.set(adminConfig({ enabled: false }));
      await rig.ask('lamps');
      rig.config.set(adminConfig({}));
      expect(await records()).toEqual([]);
    });
  });

  it('keeps the last five hundred, whoever knocks', () => {
    const audit = new AuditLog(new LinesLogger());
    const visit = (who: string): AdminVisit => Object.assign(new AdminVisit('lamp.on', '::1', 'id'), { who });
    for (let n = 0; n < 510; n++) audit.record(visit('ops'), { status: 200 });
    for (let n = 0; n < 510; n++) audit.record(visit(''), { status: 401 });
    expect(audit.records).toHaveLength(600);
    expect(audit.records.filter(({ who }) => who === 'ops')).toHaveLength(500);
  });

  it('records a visit once', () => {
    const audit = new AuditLog(new LinesLogger());
    const visit = new AdminVisit('lamp.on', '::1', 'id');
    audit.record(visit, { status: 200 });
    audit.record(visit, { status: 500 });
    expect(audit.records).toMatchObject([{ status: 200 }]);
  });
});
