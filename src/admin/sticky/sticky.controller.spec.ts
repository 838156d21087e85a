import { AdminRig } from '../../../test/support/admin-rig.js';
import { endpoint } from '../../../test/support/builders.js';
import { StickySessions } from '../../balancer/index.js';
import { LiveProxyConfig, ProxyConfig } from '../../config/index.js';
import { Live } from '../../core/live.js';
import { FleetStore } from '../../registry/index.js';
import { StickyController } from './sticky.controller.js';

describe('StickyController', () => {
  const store = new FleetStore();
  let sessions: StickySessions;
  let rig: AdminRig;

  beforeEach(async () => {
    sessions = new StickySessions(() => ({ idleTtlSeconds: 600, maxSessions: 100 }));
    store.replaceEndpoints([
      endpoint({ name: 'a', url: 'http://a' }),
      endpoint({ name: 'b', url: 'http://b' }),
    ]);
    sessions.pin('ip:192.0.2.1:small', 'http://a');
    sessions.pin('ip:192.0.2.2:small', 'http://b');
    rig = await AdminRig.start({
      controllers: [StickyController],
      providers: [
        { provide: FleetStore, useValue: store },
        { provide: StickySessions, useValue: sessions },
        { provide: LiveProxyConfig, useValue: new Live(new ProxyConfig()) },
      ],
    });
  });
  afterEach(() => rig.stop());

  const drop = (rest: string) => rig.ask(`sticky${rest}`, { method: 'DELETE' });

  it('lists sessions by endpoint, and never shows a key', async () => {
    const { json, text } = await rig.ask('sticky');
    expect(json).toMatchObject({
      enabled: false,
      total: 2,
      sessions: [{ endpoint: 'b' }, { endpoint: 'a' }],
    });
    expect(text).not.toContain('192.0.2');
    expect((await rig.ask('sticky?endpoint=a')).json['total']).toBe(1);
    expect((await rig.ask('sticky?limit=1')).json).toMatchObject({ total: 2, sessions: [{ endpoint: 'b' }] });
    expect((await rig.ask('sticky?endpoint=gone')).status).toBe(404);
  });

  it('drops one session', async () => {
    const { json } = await rig.ask('sticky?endpoint=a');
    const [{ id }] = json['sessions'] as [{ id: string }];
    expect((await drop(`/${id}`)).json).toEqual({ dropped: 1 });
    expect((await drop(`/${id}`)).status).toBe(404);
    expect(sessions.stats().active).toBe(1);
  });

  it('drops those of an endpoint, or all', async () => {
    expect((await drop('?endpoint=b')).json).toEqual({ dropped: 1 });
    expect((await drop('')).json).toEqual({ dropped: 1 });
    const { json } = await rig.ask('audit');
    expect(json['records']).toMatchObject([
      { action: 'sticky.clear', target: '', after: { dropped: 1 } },
      { action: 'sticky.clear', target: 'b', after: { dropped: 1 } },
    ]);
  });
});
