import { AdminRig } from '../../../test/support/admin-rig.js';
import { ConfigSource } from '../../config/index.js';
import { parsed } from '../../config/testing.js';
import { LogLevel } from '../../logging/index.js';
import { LogLevelController } from './log-level.controller.js';

class Level extends LogLevel {
  level = 'info' as LogLevel['level'];

  setLevel(level: string): void {
    this.level = level as LogLevel['level'];
  }
}

describe('LogLevelController', () => {
  let rig: AdminRig;

  beforeEach(async () => {
    rig = await AdminRig.start({
      controllers: [LogLevelController],
      providers: [
        { provide: LogLevel, useValue: new Level() },
        { provide: ConfigSource, useValue: { current: parsed('').config } },
      ],
    });
  });
  afterEach(() => rig.stop());

  it('shows the level and sets it, for the record', async () => {
    expect((await rig.ask('log-level')).json).toEqual({ level: 'info', configured: 'info' });
    const set = await rig.ask('log-level', { method: 'PUT', body: { level: 'debug' } });
    expect(set.json).toEqual({ level: 'debug', configured: 'info' });
    const { json } = await rig.ask('audit');
    expect((json['records'] as object[])[0]).toMatchObject({
      action: 'log-level.set',
      before: { level: 'info' },
      after: { level: 'debug' },
    });
  });

  it.each(['loud', 'INFO', '', null, 3])('refuses %j', async (level) => {
    const { status } = await rig.ask('log-level', { method: 'PUT', body: { level } });
    expect(status).toBe(422);
    expect((await rig.ask('log-level')).json).toMatchObject({ level: 'info' });
  });
});
