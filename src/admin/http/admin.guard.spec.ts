import { Get, Post } from '@nestjs/common';
import { AdminRig, adminConfig } from '../../../test/support/admin-rig.js';
import { AdminController } from './admin-controller.decorator.js';
import { type AdminVisit, Visit } from './admin-visit.js';
import { Audited } from './audited.decorator.js';

const TOKEN = 'correct-horse-battery';
const OTHER = 'another-token-altogether';
const TOKENS = [
  { name: 'ops', token: TOKEN },
  { name: 'ci', token: OTHER },
];

@AdminController('doors', 'doors')
class DoorsController {
  @Get()
  look(@Visit() { who }: AdminVisit): object {
    return { who };
  }

  @Post()
  @Audited('door.open')
  open(@Visit() visit: AdminVisit): object {
    return { who: visit.who, trigger: visit.trigger };
  }
}

describe('AdminGuard', () => {
  let rig: AdminRig;
  beforeAll(async () => (rig = await AdminRig.start({ controllers: [DoorsController] })));
  beforeEach(() => rig.config.set(adminConfig({})));
  afterAll(() => rig.stop());

  const look = async (headers: Record<string, string> = {}, from?: string): Promise<number> =>
    (await rig.ask('doors', { headers, ...(from && { from }) })).status;
  const open = async (headers: Record<string, string>): Promise<number> =>
    (await rig.ask('doors', { method: 'POST', headers })).status;

  describe('without tokens', () => {
    it('lets in who is on this machine', async () => {
      expect((await rig.ask('doors')).json).toEqual({ who: 'loopback' });
      expect(await look({ host: '127.0.0.1' })).toBe(200);
      expect(await look({ host: '[::1]:40114' }, '::1')).toBe(200);
    });

    it('refuses callers from elsewhere and says what to configure', async () => {
      const answer = await rig.ask('doors', { from: '192.168.1.7' });
      expect(answer.status).toBe(403);
      expect(answer.json['detail']).toContain('admin.tokens');
    });

    it.each([
      ['x-forwarded-for', '10.0.0.1'],
      ['x-real-ip', '127.0.0.1'],
      ['forwarded', 'for=127.0.0.1'],
      ['via', '1.1 proxy'],
    ])('refuses what came through a proxy on this machine: %s', async (name, value) => {
      expect(await look({ [name]: value })).toBe(403);
    });

    it.each(['olla.example.com', '127.0.0.1.example.com', 'localhost.evil.org:40114', '0.0.0.0', '[::]'])(
      'refuses a Host that is no loopback name: %s',
      async (host) => {
        expect(await look({ host })).toBe(403);
      },
    );

    it('keeps pages of other sites from reading', async () => {
      expect(await look({ origin: 'http://localhost:3000' })).toBe(403);
      expect(await look({ origin: 'http://localhost:40114' })).toBe(200);
    });
  });

  describe('with tokens', () => {
    beforeEach(() => rig.config.set(adminConfig({ tokens: TOKENS })));

    it('knows who has which', async () => {
      expect((await rig.ask('doors', { headers: { authorization: `Bearer ${TOKEN}` } })).json).toEqual({
        who: 'ops',
      });
      expect((await rig.ask('doors', { headers: { 'x-admin-token': OTHER } })).json).toEqual({ who: 'ci' });
    });

    it('lets them in from anywhere', async () => {
      const headers = { authorization: `bearer ${TOKEN}`, host: 'olla.example.com', via: '1.1 proxy' };
      expect(await look(headers, '203.0.113.9')).toBe(200);
    });

    it.each([
      ['nothing', {}],
      ['a wrong token', { authorization: 'Bearer wrong-horse-battery' }],
      ['another scheme', { authorization: `Basic ${TOKEN}` }],
      ['an empty one', { 'x-admin-token': '' }],
    ])('asks for one when there is %s, on this machine too', async (_what, headers) => {
      const answer = await rig.ask('doors', { headers });
      expect(answer.status).toBe(401);
      expect(answer.headers['www-authenticate']).toBe('Bearer realm="olla-admin"');
    });

    it('takes no old token after a reload', async () => {
      rig.config.set(adminConfig({ tokens: [TOKENS[1]!] }));
      expect(await look({ 'x-admin-token': TOKEN })).toBe(401);
      expect(await look({ 'x-admin-token': OTHER })).toBe(200);
    });

    it('writes refusals to the log, never the token', async () => {
      rig.log.lines.splice(0);
      await look({ 'x-admin-token': 'guessed-by-somebody' });
      expect(rig.log.lines).toMatchObject([
        {
          level: 'warn',
          message: 'Admin request refused',
          facts: { status: 401, path: '/internal/admin/v1/doors' },
        },
      ]);
      expect(JSON.stringify(rig.log.lines)).not.toContain('guessed-by-somebody');
    });

    it('lets no page of another site change anything', async () => {
      const token = { 'x-admin-token': TOKEN };
      expect(await open({ ...token, origin: 'https://evil.example' })).toBe(403);
      expect(await open({ ...token, origin: 'null' })).toBe(403);
      expect(await open({ ...token, 'sec-fetch-site': 'cross-site' })).toBe(403);
      expect(await open({ ...token, origin: 'https://localhost:40114' })).toBe(201);
      expect(await open(token)).toBe(201);
    });
  });

  it('hides everything when the API is switched off', async () => {
    rig.config.set(adminConfig({ enabled: false, tokens: TOKENS }));
    const answer = await rig.ask('doors', { headers: { 'x-admin-token': TOKEN } });
    expect([answer.status, answer.json['status']]).toEqual([404, 404]);
  });

  it('lets nobody keep an answer', async () => {
    expect((await rig.ask('doors')).headers['cache-control']).toBe('no-store');
    expect((await rig.ask('doors', { from: '10.1.1.1' })).headers['cache-control']).toBe('no-store');
  });
});
