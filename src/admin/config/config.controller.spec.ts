import { ConfigRig } from '../../../test/support/config-rig.js';
import { ConfigChanges } from './config-changes.js';
import { ConfigController } from './config.controller.js';
import { ReloadController } from './reload.controller.js';

const TEXT = `# our fleet
proxy:
  load_balancer: priority # why not
discovery:
  static:
    endpoints:
      - { name: a, url: 'http://a:1/?key=hidden', type: ollama, auth: { type: bearer, token: s3cret } }
`;
const OTHER = TEXT.replace('priority', 'round-robin');
const YAML = { 'content-type': 'application/yaml' };

describe('ConfigController', () => {
  let rig: ConfigRig;
  const given = async (text?: string): Promise<void> => {
    rig = await ConfigRig.start(text, [ConfigController, ReloadController], [ConfigChanges]);
  };
  beforeEach(() => given(TEXT));
  afterEach(() => rig.stop());

  const post = (path: string, body?: unknown, headers = {}) =>
    rig.ask(`config/${path}`, { method: 'POST', body, headers });
  const balancer = (): string => rig.config.current.proxy.loadBalancer;

  describe('shows', () => {
    it('what is in force and where it comes from, secrets masked', async () => {
      const { json, text, headers } = await rig.ask('config');
      expect(json).toMatchObject({
        generation: 1,
        config: {
          proxy: { load_balancer: 'priority', engine: 'olla' },
          discovery: { static: { endpoints: [{ url: 'http://a:1/?***', auth: { token: '***' } }] } },
        },
        given: { 'proxy.load_balancer': 'file' },
      });
      expect(text).not.toMatch(/s3cret|hidden/);
      expect(headers['etag']).toMatch(/^"\w+"$/);
    });

    it('the text with its comments, secrets masked', async () => {
      const { text, headers } = await rig.ask('config/text');
      expect(headers['content-type']).toBe('application/yaml; charset=utf-8');
      expect(text).toContain('# why not');
      expect(text).not.toContain('s3cret');
    });

    it('how it stands: the generation, the file, the last refusal, what waits for a restart', async () => {
      await post('apply', { text: `${OTHER}server: { port: 4711 }\n` });
      await post('apply', { text: 'proxy: { load_balancer: nonsense }' });
      expect((await rig.ask('config/state')).json).toMatchObject({
        generation: { number: 2, trigger: 'admin:loopback', changes: [{ path: 'server.port' }, {}] },
        file: 'olla.yaml',
        persisted: false,
        last_error: { trigger: 'admin:loopback', errors: [{ path: 'proxy.load_balancer', line: 1 }] },
        pending_restart: [{ path: 'server.port', needs_restart: true }],
      });
    });
  });

  describe('judges a text without changing anything', () => {
    it.each([
      ['JSON', { text: OTHER }, {}],
      ['YAML', OTHER, YAML],
      ['YAML by another name', OTHER, { 'content-type': 'text/yaml; charset=utf-8' }],
    ])('that comes as %s', async (_, body, headers) => {
      expect((await post('validate', body, headers)).json).toEqual({ valid: true, errors: [], warnings: [] });
      expect((await post('diff', body, headers)).json).toEqual({
        changes: [
          { path: 'proxy.load_balancer', before: 'priority', after: 'round-robin', needs_restart: false },
        ],
        needs_restart: [],
        warnings: [],
      });
      expect(balancer()).toBe('priority');
    });

    it('and says everything that is wrong', async () => {
      const bad = 'proxy: { load_balancer: nonsense }\nserver:\n  port: 99999\n';
      const verdict = await post('validate', bad, YAML);
      expect(verdict.status).toBe(200);
      expect(verdict.json).toMatchObject({
        valid: false,
        detail: 'configuration validation failed',
        errors: [
          { path: 'proxy.load_balancer', line: 1 },
          { path: 'server.port', line: 3 },
        ],
      });
      expect(await post('diff', bad, YAML)).toMatchObject({
        status: 422,
        json: { errors: [{ path: 'proxy.load_balancer' }, { path: 'server.port' }] },
      });
    });

    it('but reads nothing else', async () => {
      expect((await post('validate', { text: 1 })).status).toBe(422);
      expect((await post('validate', { texts: '' })).status).toBe(422);
      expect((await post('validate')).status).toBe(422);
      expect((await post('validate', 'a', { 'content-type': 'text/plain' })).status).toBe(415);
    });
  });

  describe('puts another text in force', () => {
    it('until a restart, masked secrets kept', async () => {
      const shown = (await rig.ask('config/text')).text;
      const answer = await post('apply', shown.replace('priority', 'round-robin'), YAML);
      expect(answer.json).toMatchObject({
        outcome: 'applied',
        persisted: false,
        generation: 2,
        changes: [{ path: 'proxy.load_balancer', before: 'priority', after: 'round-robin' }],
      });
      expect(balancer()).toBe('round-robin');
      expect(rig.config.current.discovery.static.endpoints[0]!.auth!.token).toBe('s3cret');
      expect(rig.fileText).toBe(TEXT);
    });

    it('for good when asked, then or later', async () => {
      expect((await post('apply?persist=true', { text: OTHER })).json).toMatchObject({ persisted: true });
      expect(rig.fileText).toBe(OTHER);
      await post('apply', { text: TEXT });
      expect((await post('save')).json).toEqual({ file: 'olla.yaml', generation: 3 });
      expect(rig.fileText).toBe(TEXT);
    });

    it('not when it is bad', async () => {
      const answer = await post('apply', { text: 'proxy: { load_balancer: nonsense }' });
      expect(answer).toMatchObject({ status: 422, json: { errors: [{ path: 'proxy.load_balancer' }] } });
      expect(balancer()).toBe('priority');
    });

    it('only over the state that it was made up from', async () => {
      const seen = (await rig.ask('config')).headers['etag'] as string;
      const ifMatch = { 'if-match': seen };
      const [first, second] = await Promise.all([
        post('apply', { text: OTHER }, ifMatch),
        post('apply', { text: 'proxy: { load_balancer: priority }' }, ifMatch),
      ]);
      expect([first.status, second.status]).toEqual([200, 412]);
      expect(second.headers['etag']).toBe(first.headers['etag']);
      expect(rig.control.state).toMatchObject({ generation: { number: 2 }, lastError: undefined });
      expect((await post('apply', { text: TEXT }, { 'if-match': '*' })).status).toBe(200);
    });
  });

  it('goes back to an earlier generation, as a new one', async () => {
    await post('apply', { text: OTHER });
    expect((await post('rollback', { generation: 1 })).json).toMatchObject({ generation: 3 });
    expect(balancer()).toBe('priority');
    expect((await rig.ask('config/generations')).json['generations']).toMatchObject([
      { number: 3, trigger: 'rollback:1' },
      { number: 2 },
      { number: 1, trigger: 'start' },
    ]);
    expect((await post('rollback', { generation: 99 })).status).toBe(404);
    expect((await post('rollback', { generation: 0 })).status).toBe(422);
  });

  it.each(['/internal/admin/v1/config/reload', '/internal/config/reload'])(
    'reads the file again at %s',
    async (path) => {
      rig.rewrite(OTHER);
      expect((await rig.ask(path, { method: 'POST' })).json).toMatchObject({ generation: 2 });
      rig.rewrite('proxy: [');
      expect((await rig.ask(path, { method: 'POST' })).status).toBe(422);
      expect(balancer()).toBe('round-robin');
      expect((await rig.ask(path, { method: 'POST', from: '10.0.0.1' })).status).toBe(403);
    },
  );

  it('saves nothing where there is no file', async () => {
    await rig.stop();
    await given();
    expect((await post('save')).status).toBe(409);
    expect((await post('apply?persist=true', { text: OTHER })).status).toBe(409);
    expect(rig.control.state.generation.number).toBe(1);
  });

  it('leaves a record of every change, without secrets', async () => {
    await post('apply', { text: OTHER.replace('s3cret', 'an0ther') });
    await post('rollback', { generation: 7 });
    const { json, text } = await rig.ask('audit');
    expect(json['records']).toMatchObject([
      { action: 'config.rollback', target: '7', result: 'refused', before: { generation: 2 } },
      { action: 'config.apply', result: 'done', before: { generation: 1 }, after: { generation: 2 } },
    ]);
    expect(text).not.toMatch(/s3cret|an0ther/);
  });
});
