import { ProfileCatalogue } from '../../registry/profiles/index.js';
import { messagesOf, parsed, problemsOf, warningsOf, withEndpoints } from '../testing.js';

const known = { profiles: new ProfileCatalogue() };
const gpu = (keys: object): object => withEndpoints({ url: 'http://h:1', name: 'gpu-1', ...keys });
const complaints = (keys: object): string[] => messagesOf(gpu(keys), { known });

describe('an endpoint', () => {
  it.each([{}, { type: 'auto' }, { type: '' }, { type: 'LM_Studio' }, { type: 'dmr' }, { priority: 0 }])(
    'with %j is fine',
    (keys) => {
      expect(complaints(keys)).toEqual([]);
    },
  );

  it.each([
    [{ url: '' }, 'endpoint URL cannot be empty'],
    [{ check_interval: '500ms', check_timeout: '100ms' }, 'check_interval too short: minimum 1s, got 500ms'],
    [
      { check_interval: '5s', check_timeout: '5s' },
      'check_timeout (5s) must be less than check_interval (5s)',
    ],
    [{ check_interval: '2s' }, 'check_timeout (2s) must be less than check_interval (2s)'],
    [{ check_interval: '1m', check_timeout: '31s' }, 'check_timeout too long: maximum 30s, got 31s'],
    [{ priority: -1 }, 'priority must be non-negative, got -1'],
    [
      { type: 'olama' },
      'unsupported endpoint type: olama, supported types: [docker-model-runner lemonade litellm llamacpp lm-studio lmdeploy ollama omlx sglang vllm vllm-mlx auto]',
    ],
    [
      { model_filter: { include: ['a*b*c'] } },
      "model_filter: invalid include pattern 'a*b*c': wildcards only supported at start and/or end, and once in between",
    ],
    [{ url: 'ftp://h' }, 'invalid endpoint URL "ftp://h": only http:// and https:// are possible'],
    [
      { url: 'localhost:11434' },
      'invalid endpoint URL "localhost:11434": it must begin with http:// or https://',
    ],
    [{ url: 'http://' }, 'invalid endpoint URL "http://": it names no host'],
    [
      { url: 'http://h:99999/x?key=s' },
      'invalid endpoint URL "http://h:99999/x": host or port cannot be understood',
    ],
    [
      { model_url: 'http://a:b@h/x' },
      'invalid model URL "http://***@h/x": it must not embed credentials; use an auth config block',
    ],
  ])('with %j is refused', (keys, complaint) => {
    expect(complaints(keys)).toEqual([`invalid endpoint config for "gpu-1": ${complaint}`]);
  });

  it('has 5s and 2s in place of absent and zero times', () => {
    const [endpoint] = parsed(gpu({ check_interval: '0s', check_timeout: '0s' })).config.discovery.static
      .endpoints;
    expect(endpoint).toMatchObject({ checkInterval: 5_000, checkTimeout: 2_000 });
  });

  it('is told the nearest type', () => {
    expect(problemsOf(gpu({ type: 'olama' }), { known })).toMatchObject([{ hint: 'did you mean "ollama"?' }]);
  });

  it('cannot have a type that proxy.profile_filter leaves out', () => {
    const file = { ...gpu({ type: 'vllm' }), proxy: { profile_filter: { include: ['ollama', '*studio*'] } } };
    expect(messagesOf(file, { known })).toEqual([
      'invalid endpoint config for "gpu-1": unsupported endpoint type: vllm, supported types: [lm-studio ollama auto]',
    ]);
    expect(messagesOf({ ...gpu({}), proxy: { profile_filter: { include: ['ollama'] } } }, { known })).toEqual(
      [],
    );
  });

  it('keeps times and a negative one out', () => {
    expect(complaints({ check_timeout: '-1s' })).toEqual(['must not be negative, got -1s']);
  });

  it('may lie behind variables, in every text and duration', () => {
    const file = gpu({
      url: 'http://${HOST}:${PORT:-8000}',
      name: '${NAME}',
      check_interval: '${EVERY}',
      type: '$${x}',
    });
    const { config } = parsed(file, { env: { HOST: 'gpu', NAME: 'n', EVERY: '7s' } });
    expect(config.discovery.static.endpoints[0]).toMatchObject({
      url: 'http://gpu:8000',
      name: 'n',
      checkInterval: 7_000,
      type: '${x}',
    });
  });

  it('names each variable that it lacks, and what for', () => {
    const file = gpu({ url: 'http://${H}', headers: { 'X-Team': 'pre-${T}-${U}' } });
    expect(messagesOf(file)).toEqual([
      'endpoint "gpu-1": url: required environment variable "H" is not set',
      'endpoint "gpu-1": header "X-Team": required environment variable "T" is not set',
      'endpoint "gpu-1": header "X-Team": required environment variable "U" is not set',
    ]);
  });

  it.each([
    [{ 'X Team': 'a' }, 'endpoint "gpu-1": header "X Team" is not a valid header name'],
    [{ 'X-Team': 'sekret\nzz' }, 'endpoint "gpu-1": the value of header "X-Team" has control characters'],
  ])('cannot send the headers %j', (headers, message) => {
    expect(complaints({ headers })).toEqual([message]);
  });

  it('leaves other sections literal', () => {
    expect(parsed({ server: { host: '${HOST}' } }, { env: { HOST: 'x' } }).config.server.host).toBe(
      '${HOST}',
    );
  });
});

describe('endpoints', () => {
  it('are all refused for one', () => {
    const file = withEndpoints(
      { url: 'http://a', name: 'gpu-1' },
      { url: 'http://b', name: 'gpu-2', type: 'bogus' },
    );
    expect(problemsOf(file, { known })).toMatchObject([
      { path: 'discovery.static.endpoints[1].type', line: 1 },
    ]);
  });

  it('may be none', () => {
    expect(parsed(withEndpoints()).config.discovery.static.endpoints).toEqual([]);
  });

  it('without names are called by their addresses, never alike', () => {
    const file = withEndpoints({ url: 'http://h:1/a' }, { url: 'http://h:1/b' }, { url: 'https://x' });
    expect(parsed(file).config.discovery.static.endpoints.map(({ name }) => name)).toEqual([
      'h:1',
      'h:1-2',
      'x',
    ]);
  });

  it('cannot share a name', () => {
    const file = withEndpoints({ url: 'http://a', name: 'gpu' }, { url: 'http://b', name: 'gpu' });
    expect(problemsOf(file)).toMatchObject([
      {
        path: 'discovery.static.endpoints[1].name',
        message: 'endpoint name "gpu" is used twice: also for "http://a"',
      },
    ]);
  });

  it('with one URL are one endpoint: the last of them', () => {
    const file = withEndpoints({ url: 'http://a', name: 'first' }, { url: 'http://a', name: 'second' });
    expect(parsed(file).config.discovery.static.endpoints.map(({ name }) => name)).toEqual(['second']);
    expect(warningsOf(file)).toEqual([
      'endpoint URL "http://a" is configured twice: "second" replaces "first"',
    ]);
  });
});
