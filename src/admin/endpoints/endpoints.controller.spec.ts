import { EndpointsRig } from '../../../test/support/endpoints-rig.js';
import { answer, failure } from '../../../test/support/scheduler-rig.js';
import { OllaConfig } from '../../config/index.js';

const TEXT = `# Our fleet
discovery:
  static:
    endpoints:
      # the big one
      - url: http://big:11434
        name: big
        type: ollama
        priority: 100 # first
        headers:
          X-Team: secret-team
        auth: { type: bearer, token: secret-token }
      - { url: http://small:8000, name: small, check_interval: 10s }
`;

type Json = Record<string, unknown>;

describe('EndpointsController', () => {
  let rig: EndpointsRig;
  const given = async (text = TEXT, env?: Record<string, string>): Promise<EndpointsRig> =>
    (rig = await EndpointsRig.start(text, env));
  afterEach(() => rig.stop());

  const get = async (name: string): Promise<Json> => (await rig.ask(`endpoints/${name}`)).json;
  const names = (): string[] => rig.store.fleet.endpoints.map(({ endpoint }) => endpoint.name);
  const order = (path: string, body?: object) =>
    rig.ask(`endpoints${path && `/${path}`}`, { method: 'POST', body });
  const patch = (name: string, body: object, headers = {}) =>
    rig.ask(`endpoints/${name}`, { method: 'PATCH', body, headers });
  const remove = (name: string, headers = {}) => rig.ask(`endpoints/${name}`, { method: 'DELETE', headers });

  describe('shows', () => {
    it('every endpoint with its configuration and state, secrets masked', async () => {
      await given();
      const { json, text } = await rig.ask('endpoints');
      expect(json['endpoints']).toMatchObject([
        {
          name: 'big',
          url: 'http://big:11434',
          type: 'ollama',
          status: 'healthy',
          draining: false,
          editable: true,
          config: { priority: 100, headers: { 'X-Team': '***' }, auth: { type: 'bearer', token: '***' } },
          breaker: { state: 'closed', failures: 0, retry_in_ms: 0 },
          load: { in_flight: 0 },
          models: { count: 0 },
          last_check: { consecutive_failures: 0 },
        },
        { name: 'small', config: { check_interval: '10s' } },
      ]);
      expect(text).not.toContain('secret');
    });

    it('no query of a URL', async () => {
      await given(TEXT.replace('http://small:8000', 'http://small:8000/?key=hidden'));
      const { text, json } = await rig.ask('endpoints/small');
      expect(json['config']).toMatchObject({ url: 'http://small:8000/?***' });
      expect(text).not.toContain('hidden');
    });

    it('one with its tag, which moves with the configuration alone', async () => {
      await given();
      const first = await rig.ask('endpoints/small');
      await order('small/drain');
      expect((await rig.ask('endpoints/small')).headers['etag']).toBe(first.headers['etag']);
      await patch('small', { priority: 5 });
      expect((await rig.ask('endpoints/small')).headers['etag']).not.toBe(first.headers['etag']);
    });

    it('nobody who is not there', async () => {
      await given();
      expect((await rig.ask('endpoints/nobody')).status).toBe(404);
      expect((await order('nobody/drain')).status).toBe(404);
      expect((await remove('nobody')).status).toBe(404);
    });
  });

  describe('adds', () => {
    it('an endpoint to the text, which keeps its comments', async () => {
      await given();
      const body = { url: 'http://new:1234', name: 'new one', type: 'vllm', headers: { 'X-A': '1' } };
      const answered = await rig.ask('endpoints?persist=true', { method: 'POST', body });
      expect(answered.status).toBe(201);
      expect(answered.headers['location']).toBe('/internal/admin/v1/endpoints/new%20one');
      expect(answered.headers['etag']).toBe((await rig.ask('endpoints/new%20one')).headers['etag']);
      expect(answered.json).toMatchObject({ persisted: true, generation: 2, endpoint: { name: 'new one' } });
      expect(rig.control.asked).toEqual([{ trigger: 'admin:loopback', persist: true }]);
      expect(rig.control.text).toContain('# the big one');
      expect(names()).toEqual(['big', 'small', 'new one']);
    });

    it('to what is built in when nothing is configured', async () => {
      await given('server: { port: 4000 }\n');
      expect(names()).toEqual(['localhost']);
      expect((await order('', { url: 'http://new:1' })).status).toBe(201);
      expect(names()).toEqual(['localhost', 'new:1']);
      expect(rig.control.text).not.toContain('check_interval');
      await remove('localhost');
      expect(names()).toEqual(['new:1']);
    });

    it('to an empty text and to an empty list', async () => {
      await given('');
      expect((await order('', { url: 'http://new:1' })).status).toBe(201);
      await rig.stop();
      await given('discovery: { static: { endpoints: [] } }');
      await order('', { url: 'http://new:1' });
      expect(names()).toEqual(['new:1']);
    });

    it('nothing under a name or URL that is taken', async () => {
      await given();
      expect((await order('', { url: 'http://small:8000', name: 'x' })).status).toBe(409);
      expect((await order('', { url: 'http://x:1', name: 'small' })).status).toBe(409);
      expect(rig.control.text).toBe(TEXT);
    });

    it('nothing that the configuration would not accept, and says everything that is wrong', async () => {
      await given();
      const answered = await order('', { url: 'ftp://x', name: 'x', check_interval: '1ms' });
      expect(answered.status).toBe(422);
      const errors = answered.json['errors'] as { path: string }[];
      expect(errors.map(({ path }) => path)).toEqual(
        expect.arrayContaining([
          'discovery.static.endpoints[2].url',
          'discovery.static.endpoints[2].check_interval',
        ]),
      );
      expect(names()).toEqual(['big', 'small']);
    });

    it.each([
      [{}, ['url']],
      [{ url: '' }, ['url']],
      [{ url: 'http://x:1', priority: 'high' }, ['priority']],
      [{ url: 'http://x:1', headers: { a: 1 } }, ['headers']],
      [{ url: 'http://x:1', model_filter: { include: 'all' } }, ['model_filter.include']],
      [{ url: 'http://x:1', color: 'red' }, ['color']],
      [{ url: 'http://x:1', auth: { type: 'bearer', token: '***' } }, ['auth.token']],
    ])('nothing from %j', async (body, paths) => {
      await given();
      const answered = await order('', body);
      expect(answered.status).toBe(422);
      const errors = answered.json['errors'] as { path: string }[];
      expect([...new Set(errors.map(({ path }) => path))]).toEqual(paths);
    });
  });

  describe('changes', () => {
    it('what is named, and leaves the rest of the text alone', async () => {
      await given();
      const answered = await patch('big', { priority: 7, headers: { 'X-New': 'n' }, max_concurrent: 3 });
      expect(answered.json).toMatchObject({
        endpoint: {
          config: { priority: 7, max_concurrent: 3, headers: { 'X-Team': '***', 'X-New': '***' } },
        },
      });
      expect(rig.control.text).toContain('priority: 7 # first');
      expect(rig.control.text).toContain('X-Team: secret-team');
    });

    it('nothing when it is sent what it has shown', async () => {
      await given();
      const { config } = await get('big');
      const answered = await patch('big', config as Json);
      expect(answered.json).toMatchObject({ outcome: 'unchanged' });
      expect((await get('big'))['config']).toEqual(config);
      expect(rig.control.text).toContain('secret-token');
    });

    it('takes away with null', async () => {
      await given();
      await patch('big', { auth: null, headers: { 'X-Team': null }, priority: null });
      expect((await get('big'))['config']).toMatchObject({ headers: {}, priority: 100 });
      expect(rig.control.text).not.toMatch(/secret|priority/);
    });

    it('a credential of another type as a whole', async () => {
      await given();
      await patch('big', { auth: { type: 'api_key', key: 'k-1' } });
      expect((await get('big'))['config']).toMatchObject({ auth: { type: 'api_key', key: '***' } });
      expect(rig.control.text).not.toContain('secret-token');
    });

    it('no secret to asterisks that stand for none', async () => {
      await given();
      expect((await patch('big', { headers: { 'X-Other': '***' } })).status).toBe(422);
      expect((await patch('small', { auth: { type: 'bearer', token: '***' } })).status).toBe(422);
    });

    it('a name, while the endpoint keeps its state', async () => {
      await given();
      await order('small/drain');
      const answered = await patch('small', { name: 'tiny' });
      expect(answered.json).toMatchObject({ endpoint: { name: 'tiny', draining: true } });
      expect((await patch('tiny', { name: 'big' })).status).toBe(409);
      expect((await patch('tiny', { url: 'http://big:11434' })).status).toBe(409);
    });

    it('only what is still as the caller has seen it', async () => {
      await given();
      const { etag } = await get('small');
      const old = { 'if-match': String(etag) };
      expect((await patch('small', { priority: 1 }, old)).status).toBe(200);
      const stale = await patch('small', { priority: 2 }, old);
      expect([stale.status, stale.json['status']]).toEqual([412, 412]);
      expect((await remove('small', old)).status).toBe(412);
      expect((await remove('small', { 'if-match': '*' })).status).toBe(200);
    });

    it('an entry that shares its anchor without changing the other', async () => {
      await given(`discovery:
  static:
    endpoints:
      - &one { url: http://a:1, name: a, headers: &h { X-A: '1' } }
      - { url: http://b:1, name: b, headers: *h }
`);
      await patch('b', { headers: { 'X-B': '2' } });
      expect((await get('a'))['config']).toMatchObject({ headers: { 'X-A': '***' } });
      expect(Object.keys(((await get('b'))['config'] as Json)['headers'] as Json)).toEqual(['X-A', 'X-B']);
    });

    it('an entry whose URL is a variable, and keeps the variable', async () => {
      await given(TEXT.replace('http://small:8000', '"${SMALL}"'), { SMALL: 'http://there:9' });
      await patch('small', { priority: 3 });
      expect(rig.control.text).toContain('${SMALL}');
      expect((await get('small'))['config']).toMatchObject({ url: 'http://there:9', priority: 3 });
    });

    it('the entry that is in force when two have its URL', async () => {
      await given(`discovery:
  static:
    endpoints:
      - { url: http://a:1, name: first }
      - { url: http://a:1, name: second }
`);
      await patch('second', { priority: 9 });
      expect(rig.control.text).toMatch(/name: second, priority: 9/);
    });
  });

  describe('removes', () => {
    it('an endpoint, whose requests under way go on', async () => {
      await given();
      rig.store.fleet.byName.get('big')!.load.inFlight = 2;
      const answered = await remove('big');
      expect([answered.status, answered.json['in_flight']]).toEqual([200, 2]);
      expect(names()).toEqual(['small']);
    });

    it('leaves the audit log with what was there, secrets masked', async () => {
      await given();
      await remove('big');
      const { json, text } = await rig.ask('audit');
      expect(json['records']).toMatchObject([
        { action: 'endpoint.remove', target: 'big', before: { auth: { token: '***' } }, result: 'done' },
      ]);
      expect(text).not.toContain('secret');
    });
  });

  describe('orders', () => {
    it('drain and resume, which are no configuration', async () => {
      await given();
      expect((await order('big/drain')).json).toMatchObject({ draining: true });
      await patch('small', { priority: 1 });
      expect((await get('big'))['draining']).toBe(true);
      expect((await order('big/resume')).json).toMatchObject({ draining: false });
      const { json } = await rig.ask('audit');
      expect(json['records']).toMatchObject([
        { action: 'endpoint.resume', target: 'big', before: { draining: true }, after: { draining: false } },
        { action: 'endpoint.change' },
        { action: 'endpoint.drain' },
      ]);
    });

    it('probe now, and tell what came of it', async () => {
      await given();
      rig.prober.answers = { big: () => failure() };
      expect((await order('big/probe')).json).toMatchObject({
        status: 'offline',
        last_check: { consecutive_failures: 1 },
      });
      rig.prober.answers = { big: () => answer(200) };
      expect((await order('big/probe')).json).toMatchObject({ status: 'healthy' });
    });

    it('open and close the breaker', async () => {
      await given();
      expect((await order('big/breaker', { state: 'open' })).json).toMatchObject({
        breaker: { state: 'open' },
      });
      expect((await order('big/breaker', { state: 'closed' })).json).toMatchObject({
        breaker: { state: 'closed', retry_in_ms: 0 },
      });
      expect((await order('big/breaker', { state: 'half-open' })).status).toBe(422);
    });
  });

  it('leaves endpoints alone that stand in a variable', async () => {
    await given();
    const config = rig.control.source.current;
    const variables = new Map([['discovery.static.endpoints', 'environment'] as const]);
    rig.control.source.live.set(Object.assign(new OllaConfig(), config, { given: variables }));
    expect((await patch('big', { priority: 1 })).status).toBe(409);
    expect(await get('big')).toMatchObject({ editable: false });
  });
});
