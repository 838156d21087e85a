import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EndpointConfig } from '../sections/index.js';
import { parsed, problemsOf } from '../testing.js';

const FILE = `
discovery:
  static:
    endpoints:
      - { url: "http://file:1", name: "\${MISSING}", type: 7, unknown: 1 }
`;

const endpoints = (text: string, env: Record<string, string> = {}): readonly EndpointConfig[] =>
  parsed(FILE, { env: { OLLA_ENDPOINTS: text, ...env } }).config.discovery.static.endpoints;

describe('OLLA_ENDPOINTS', () => {
  it.each([
    '[{"name":"a","url":"http://a:1","type":"ollama","priority":50},{"url":"http://b:2"}]',
    'a=http://a:1;type=ollama;priority=50,http://b:2',
    '\n  a = http://a:1 ; type=ollama ; priority=50 \n\n http://b:2 \n',
    '- {name: a, url: "http://a:1", type: ollama, priority: 50}\n- url: http://b:2\n',
  ])('replaces the list of the file: %j', (text) => {
    expect(endpoints(text)).toMatchObject([
      { name: 'a', url: 'http://a:1', type: 'ollama', priority: 50 },
      { name: 'b:2', url: 'http://b:2', type: '', priority: 100 },
    ]);
  });

  it('may be empty, which is no endpoint at all', () => {
    expect(endpoints('[]')).toEqual([]);
  });

  it('takes every key of an endpoint, those of its sections with dots', () => {
    const text = 'a=https://a/v1?x=1;check_interval=1d;preserve_path=yes;auth.type=bearer;auth.token=${T}';
    expect(endpoints(text, { T: 'se=cret' })).toMatchObject([
      {
        url: 'https://a/v1?x=1',
        checkInterval: 86_400_000,
        preservePath: true,
        auth: { type: 'bearer', token: 'se=cret' },
      },
    ]);
  });

  it('is told apart from the file, and the variable is named where something is wrong', () => {
    const { given } = parsed('', { env: { OLLA_ENDPOINTS: 'a=http://a:1' } }).config;
    expect(given.get('discovery.static.endpoints')).toBe('environment');
    const env = { OLLA_ENDPOINTS: 'a=http://a:1;priority=high,b=nowhere,c=http://c;prioriti=1' };
    expect(problemsOf('', { env }).map(({ path, variable, line }) => [path, variable, line])).toEqual([
      ['discovery.static.endpoints[0].priority', 'OLLA_ENDPOINTS', undefined],
      ['discovery.static.endpoints[1].url', 'OLLA_ENDPOINTS', undefined],
    ]);
    const { warnings } = parsed('', { env: { OLLA_ENDPOINTS: 'c=http://c;prioriti=1' } });
    expect(warnings).toMatchObject([{ kind: 'unknown-key', variable: 'OLLA_ENDPOINTS' }]);
  });

  it.each(['[{"url":', '{"url":"http://a"}', '[1]'])('is a problem when it is no list: %s', (text) => {
    const variables = problemsOf('', { env: { OLLA_ENDPOINTS: text } }).map(({ variable }) => variable);
    expect(new Set(variables)).toEqual(new Set(['OLLA_ENDPOINTS']));
  });

  it('can be changed by further variables', () => {
    const env = { OLLA_DISCOVERY__STATIC__ENDPOINTS__0__NAME: 'b' };
    expect(endpoints('a=http://a:1', env)).toMatchObject([{ name: 'b', url: 'http://a:1' }]);
  });

  it('may stand in a file, which is one with secrets then', () => {
    const folder = mkdtempSync(join(tmpdir(), 'endpoints-'));
    try {
      const file = join(folder, 'endpoints.json');
      writeFileSync(file, '[{"url":"http://a:1"}]');
      const { config, secretFiles } = parsed(FILE, { env: { OLLA_ENDPOINTS_FILE: file } });
      expect(config.discovery.static.endpoints).toMatchObject([{ url: 'http://a:1' }]);
      expect(secretFiles).toEqual([file]);
    } finally {
      rmSync(folder, { recursive: true });
    }
    expect(problemsOf('', { env: { OLLA_ENDPOINTS_FILE: '/no/such' } })).toMatchObject([
      { variable: 'OLLA_ENDPOINTS_FILE' },
    ]);
    expect(problemsOf('', { env: { OLLA_ENDPOINTS_FILE: 'x', OLLA_ENDPOINTS: 'http://a' } })).toMatchObject([
      { message: 'OLLA_ENDPOINTS and OLLA_ENDPOINTS_FILE are both set; use exactly one' },
    ]);
  });
});
