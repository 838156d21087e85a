import { pem, pemFile } from '../../../test/support/certificates.js';
import { ProfileCatalogue } from '../../registry/profiles/index.js';
import { parsed, withEndpoints } from '../testing.js';
import { endpointDefinitions } from './endpoint-definitions.js';

const catalogue = new ProfileCatalogue();
const define = (...endpoints: object[]) =>
  endpointDefinitions(
    parsed(withEndpoints(...endpoints), { env: { TOKEN: 'from-env' } }).config.discovery.static.endpoints,
    catalogue,
  );
const one = (endpoint: object) => define({ url: 'http://h:1', name: 'e', ...endpoint })[0]!;

describe('endpointDefinitions', () => {
  it('makes an endpoint of no more than a URL', () => {
    expect(define({ url: 'http://gpu-1:8000/v1' })[0]).toMatchObject({
      name: 'gpu-1:8000',
      url: 'http://gpu-1:8000/v1',
      origin: 'http://gpu-1:8000',
      authority: 'gpu-1:8000',
      basePath: '/v1',
      type: 'auto',
      profile: 'auto',
      index: 0,
      priority: 100,
      preservePath: false,
      healthUrl: 'http://gpu-1:8000/v1',
      modelUrl: 'http://gpu-1:8000/v1/v1/models',
      modelUrlExplicit: false,
      checkIntervalMs: 5_000,
      checkTimeoutMs: 2_000,
      outboundHeaders: [],
    });
  });

  it.each([
    ['', 'auto', 'auto', '/', '/v1/models'],
    ['auto', 'auto', 'auto', '/', '/v1/models'],
    ['AUTO', 'auto', 'auto', '/', '/v1/models'],
    ['ollama', 'ollama', 'ollama', '/', '/api/tags'],
    ['lm-studio', 'lm-studio', 'lm-studio', '/v1/models', '/api/v0/models'],
    ['lmstudio', 'lmstudio', 'lm-studio', '/v1/models', '/api/v0/models'],
    ['LM_Studio', 'LM_Studio', 'lm-studio', '/v1/models', '/api/v0/models'],
    ['dmr', 'dmr', 'docker-model-runner', '/engines/v1/models', '/engines/v1/models'],
    ['openai', 'openai', 'openai-compatible', '/v1/models', '/v1/models'],
    ['vllm', 'vllm', 'vllm', '/health', '/v1/models'],
    ['lemonade', 'lemonade', 'lemonade', '/api/v1/health', '/api/v1/models'],
  ])('of type %j shows %s, uses profile %s and its paths', (type, shown, profile, health, models) => {
    expect(one({ type })).toMatchObject({
      type: shown,
      profile,
      healthUrl: `http://h:1${health}`,
      modelUrl: `http://h:1${models}`,
      modelUrlExplicit: false,
    });
  });

  it('joins given paths and takes given URLs as they are', () => {
    const endpoint = one({
      url: 'http://h:12434/engines/llama.cpp/',
      health_check_url: '/',
      model_url: 'http://other:9/list?x=1',
    });
    expect(endpoint).toMatchObject({
      basePath: '/engines/llama.cpp/',
      healthUrl: 'http://h:12434/engines/llama.cpp',
      modelUrl: 'http://other:9/list?x=1',
      modelUrlExplicit: true,
    });
  });

  it.each([
    [{ type: 'bearer', token: 't-1' }, ['Authorization', 'Bearer t-1']],
    [{ type: 'bearer', token: '${TOKEN}' }, ['Authorization', 'Bearer from-env']],
    [{ type: 'api_key', key: 'k-1' }, ['X-Api-Key', 'k-1']],
    [{ type: 'api_key', key: 'k-1', header: 'X-Custom' }, ['X-Custom', 'k-1']],
    [
      { type: 'basic', username: 'user', password: 'p:ä ss' },
      ['Authorization', `Basic ${Buffer.from('user:p:ä ss').toString('base64')}`],
    ],
    [{ type: 'bearer', token: 't', header: 'X-Ignored' }, ['Authorization', 'Bearer t']],
  ])('sends the credential %j', (auth, headers) => {
    expect(one({ auth }).outboundHeaders).toEqual(headers);
  });

  it('sends static headers, then the credential in place of its namesake', () => {
    const endpoint = one({
      headers: { authorization: 'static', 'X-Team': 'a', 'x-team': 'b', 'X-Env': 'is ${TOKEN}' },
      auth: { type: 'bearer', token: 't' },
    });
    expect(endpoint.outboundHeaders).toEqual([
      'x-team',
      'b',
      'X-Env',
      'is from-env',
      'Authorization',
      'Bearer t',
    ]);
    expect([...endpoint.outboundHeaderNames].sort()).toEqual(['authorization', 'x-env', 'x-team']);
  });

  it('sends letters beyond ASCII as UTF-8', () => {
    const [, value] = one({ headers: { 'X-Team': 'für' } }).outboundHeaders;
    expect(Buffer.from(value!, 'latin1').toString('utf8')).toBe('für');
  });

  it('keeps models as the filter says', () => {
    const { acceptsModel } = one({ model_filter: { exclude: ['*EMBED*'] } });
    expect([acceptsModel('nomic-embed'), acceptsModel('llama3')]).toEqual([false, true]);
  });

  it('keeps no more models than the filter of all models lets through', () => {
    const { config } = parsed({
      ...withEndpoints({ url: 'http://a', model_filter: { exclude: ['*-7b'] } }, { url: 'http://b' }),
      model_filter: { include: ['llama*'] },
    });
    const endpoints = endpointDefinitions(config.discovery.static.endpoints, catalogue, config.modelFilter);
    const kept = endpoints.map(({ acceptsModel }) =>
      ['llama-7b', 'llama-8b', 'qwen-8b'].filter(acceptsModel),
    );
    expect(kept).toEqual([['llama-8b'], ['llama-7b', 'llama-8b']]);
  });

  it('sends no header that belongs to the connection', () => {
    const { outboundHeaders, outboundHeaderNames } = one({
      headers: { Host: 'other', TE: 'x', 'X-Team': 'red' },
    });
    expect(outboundHeaders).toEqual(['X-Team', 'red']);
    expect([...outboundHeaderNames]).toEqual(['x-team']);
  });

  it('has the same TLS settings from one generation to the next', () => {
    const make = (ca_file: string) => one({ url: 'https://h:1', tls: { ca_file } }).tls;
    const tls = make(pemFile('authority'));
    expect(tls).toEqual({ ca: pem('authority'), insecure: false });
    expect(make(pemFile('authority'))).toBe(tls);
    expect(make(pemFile('stranger'))).not.toBe(tls);
    expect(one({ url: 'https://h:1', tls: {} }).tls).toBeUndefined();
  });

  it('keeps the order of the file and freezes what it makes', () => {
    const endpoints = define({ url: 'http://b' }, { url: 'http://a', priority: 0 });
    expect(endpoints.map(({ url, index, priority }) => [url, index, priority])).toEqual([
      ['http://b', 0, 100],
      ['http://a', 1, 0],
    ]);
    expect([endpoints, ...endpoints].every((value) => Object.isFrozen(value))).toBe(true);
  });

  it('makes nothing of no endpoints', () => {
    expect(define()).toEqual([]);
  });
});
