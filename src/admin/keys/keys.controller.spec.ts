import { ConfigRig } from '../../../test/support/config-rig.js';
import { keyHash } from '../../core/api-key.js';
import { LimitsView } from '../../security/index.js';
import { KeyBook } from './key-book.js';
import { KeyEdits } from './key-edits.js';
import { KeysController } from './keys.controller.js';

const TEXT = `access:
  authenticator: keys
  keys:
    # the first customer
    - name: team-a
      key: a-key-in-clear-0123456789
      models: ['llama*'] # small ones
      limits: { requests_per_minute: 10 }
    - { name: old, hash: '${keyHash('another')}', expires: 2020-01-01 }
`;

describe('KeysController', () => {
  let rig: ConfigRig;
  const limits = new LimitsView();
  limits.add({
    kind: 'callers',
    limited: () => [],
    one: (key) =>
      key === 'team-a'
        ? {
            key,
            gauges: [{ limit: 'requests_per_minute', capacity: 10, used: 4, remaining: 6, resetsAt: 1_000 }],
          }
        : undefined,
    reset: () => 0,
  });
  const given = async (text: string): Promise<void> => {
    rig = await ConfigRig.start(
      text,
      [KeysController],
      [KeyBook, KeyEdits, { provide: LimitsView, useValue: limits }],
    );
  };
  beforeEach(() => given(TEXT));
  afterEach(() => rig.stop());

  const send = (method: 'POST' | 'PATCH' | 'DELETE', path: string, body?: object, headers = {}) =>
    rig.ask(`keys${path && `/${path}`}`, { method, body, headers });
  const make = (body: object, query = '') => send('POST', query, body);
  const hashes = (): (string | undefined)[] => rig.config.current.access.keys.map(({ hash }) => hash);
  const names = (): string[] => rig.config.current.access.keys.map(({ name }) => name);

  it('shows everything of a key but the key', async () => {
    const { json, text } = await rig.ask('keys');
    expect(json).toMatchObject({
      authenticator: 'keys',
      keys: [
        {
          name: 'team-a',
          models: ['llama*'],
          endpoints: [],
          valid: true,
          limits: { requests_per_minute: 10, tokens_per_day: 0 },
          usage: [{ used: 4, remaining: 6 }],
        },
        { name: 'old', expires: '2020-01-01', valid: false, usage: [] },
      ],
    });
    expect(text).not.toMatch(/sha256|in-clear/);
    expect((await rig.ask('keys/team-a')).json).toEqual((json['keys'] as unknown[])[0]);
    expect((await rig.ask('keys/nobody')).status).toBe(404);
  });

  it('makes a key that is told once and kept as a hash', async () => {
    const body = { name: 'team b', models: ['qwen*'], expires: '2090-01-31', limits: { tokens_per_day: 5 } };
    const made = await rig.ask('keys?persist=true', { method: 'POST', body });
    expect(made.status).toBe(201);
    expect(made.headers['location']).toBe('/internal/admin/v1/keys/team%20b');
    expect(made.json).toMatchObject({ persisted: true, key: { name: 'team b', valid: true }, warnings: [] });
    const secret = made.json['secret'] as string;
    expect(secret).toMatch(/^olla_[\w-]{43}$/);
    expect(hashes()).toContain(keyHash(secret));
    expect(rig.fileText).not.toContain(secret);
    expect(rig.fileText).toContain('# the first customer');
    const said = JSON.stringify([
      rig.admin.log.lines,
      (await rig.ask('audit')).json,
      (await rig.ask('keys')).json,
    ]);
    expect(said).not.toContain(secret);
    expect(said).not.toContain(keyHash(secret));
  });

  it.each(['', 'access:\n', 'access: { keys: [] }\n', 'access: { authenticator: none }\n'])(
    'makes the first key of the configuration %j',
    async (text) => {
      await rig.stop();
      await given(text);
      const { status, json } = await make({ name: 'first' });
      expect(status).toBe(201);
      expect(json['warnings']).toMatchObject([{ path: 'access.authenticator' }]);
      expect(names()).toEqual(['first']);
      expect((await send('DELETE', 'first')).status).toBe(200);
      expect(names()).toEqual([]);
    },
  );

  it('makes none that would not do', async () => {
    expect((await make({ name: 'old' })).status).toBe(409);
    expect((await make({ name: '' })).status).toBe(422);
    expect((await make({ name: 'x', hash: keyHash('y') })).status).toBe(422);
    expect(await make({ name: 'x', expires: 'soon' })).toMatchObject({
      status: 422,
      json: { errors: [{ path: 'access.keys[2].expires' }] },
    });
    expect(names()).toEqual(['team-a', 'old']);
  });

  it('changes a key without touching the rest of the text', async () => {
    const changed = await send('PATCH', 'team-a', { limits: { tokens_per_day: 7 }, disabled: true });
    expect(changed.json).toMatchObject({
      persisted: false,
      key: { disabled: true, valid: false, limits: { requests_per_minute: 10, tokens_per_day: 7 } },
    });
    expect(rig.control.text).toContain('# small ones');
    expect(hashes()[0]).toBe(keyHash('a-key-in-clear-0123456789'));
    await send('PATCH', 'old', { name: 'new', expires: null });
    expect((await rig.ask('keys/new')).json).toMatchObject({ valid: true });
    expect((await send('PATCH', 'new', { name: 'team-a' })).status).toBe(409);
  });

  it('puts another key in the place of one', async () => {
    const { json } = await send('POST', 'team-a/rotate');
    expect(hashes()[0]).toBe(keyHash(json['secret'] as string));
    expect(rig.control.text).not.toContain('in-clear');
    expect((await send('POST', 'nobody/rotate')).status).toBe(404);
  });

  it('changes nothing that somebody else changed meanwhile', async () => {
    const seen = { 'if-match': (await rig.ask('keys/old')).headers['etag'] as string };
    expect((await send('PATCH', 'old', { disabled: true }, seen)).status).toBe(200);
    expect((await send('DELETE', 'old', undefined, seen)).status).toBe(412);
    expect((await send('POST', 'old/rotate', undefined, seen)).status).toBe(412);
    expect(names()).toContain('old');
  });

  it('says so where the text hides its keys', async () => {
    await rig.stop();
    await given(`keys: &keys\n  - { name: a, hash: '${keyHash('another')}' }\naccess: { keys: *keys }\n`);
    expect((await make({ name: 'b' })).status).toBe(409);
  });
});
