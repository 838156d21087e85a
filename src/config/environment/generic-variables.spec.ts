import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OllaConfig } from '../sections/index.js';
import { parsed, problemsOf } from '../testing.js';
import { variableNames, variableTarget } from './variable-target.js';

const TOKEN = 'tokentokentokentoken';

let folder: string;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'variables-'))));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

describe('a generic variable', () => {
  it.each([
    ['OLLA_SERVER__IDLE_TIMEOUT', '45s', 'server.idleTimeout', 45_000],
    ['OLLA_SERVER__SHUTDOWN_TIMEOUT', '30', 'server.shutdownTimeout', 30_000],
    ['OLLA_SERVER__REQUEST_LOGGING', 'no', 'server.requestLogging', false],
    ['OLLA_SERVER__REQUEST_LOGGING', '0', 'server.requestLogging', false],
    ['OLLA_SERVER__REQUEST_LIMITS__MAX_BODY_SIZE', '1GB', 'server.requestLimits.maxBodySize', 1_073_741_824],
    ['OLLA_PROXY__RETRY__ON_STATUS', '502, 503', 'proxy.retry.onStatus', [502, 503]],
    ['OLLA_PROXY__PROFILE_FILTER__EXCLUDE', 'vllm*', 'proxy.profileFilter.exclude', ['vllm*']],
    [
      'OLLA_DASHBOARD__ACCESS_POLICY__ALLOWED_CIDRS',
      '10.0.0.0/8,',
      'dashboard.accessPolicy.allowedCidrs',
      ['10.0.0.0/8'],
    ],
    ['OLLA_DISCOVERY__STATIC__ENDPOINTS__0__PRIORITY', '7', 'discovery.static.endpoints[0].priority', 7],
  ])('%s=%j beats the default and the file', (variable, value, path, expected) => {
    const { config, warnings } = parsed('', { env: { [variable]: value } });
    expect(config).toHaveProperty(path, expected);
    expect(warnings).toEqual([]);
  });

  it('exists for every scalar and every list of scalars', () => {
    const names = [...variableNames(OllaConfig)];
    expect(names).toContain('OLLA_ACCESS__JWT__CLAIMS__NAME');
    expect(names).toContain('OLLA_LIMITS__MODELS__0__TOKENS_PER_MINUTE');
    expect(names.filter((name) => variableTarget(name, OllaConfig) === undefined)).toEqual([]);
  });

  it('wins over the variable with a name of its own', () => {
    const env = { OLLA_SERVER_PORT: '1000', OLLA_SERVER__PORT: '2000' };
    expect(parsed('server: {port: 3}', { env }).config.server.port).toBe(2_000);
  });

  it('is named where its value is refused', () => {
    expect(problemsOf('', { env: { OLLA_SERVER__PORT: '0' } })).toMatchObject([
      { path: 'server.port', variable: 'OLLA_SERVER__PORT' },
    ]);
  });

  it('is ignored with a notice when it cannot be read', () => {
    const env = {
      OLLA_SERVER__PORT: 'many',
      OLLA_MODEL_ALIASES__FAST: 'a',
      OLLA_ADMIN__TOKENS__3__NAME: 'x',
    };
    const { config, warnings } = parsed('', { env });
    expect(config.given.size).toBe(0);
    expect(warnings).toEqual([
      {
        kind: 'value',
        path: 'admin.tokens[3].name',
        variable: 'OLLA_ADMIN__TOKENS__3__NAME',
        message: 'OLLA_ADMIN__TOKENS__3__NAME is ignored: there is no entry before admin.tokens[3]',
      },
      expect.objectContaining({ kind: 'unknown-key', variable: 'OLLA_MODEL_ALIASES__FAST' }),
      {
        kind: 'value',
        path: 'server.port',
        variable: 'OLLA_SERVER__PORT',
        message: 'OLLA_SERVER__PORT is ignored: must be a whole number, got "many"',
      },
    ]);
  });

  it('that nobody knows is told the nearest, and is refused in strict mode', () => {
    const env = { OLLA_SERVER__PROT: '1', OLLA_ADMIN__TOKENS__12__TOKN: 'x' };
    expect(parsed('', { env }).warnings.map(({ message, hint }) => [message, hint])).toEqual([
      [
        'unknown variable OLLA_ADMIN__TOKENS__12__TOKN is ignored',
        'did you mean OLLA_ADMIN__TOKENS__12__TOKEN?',
      ],
      ['unknown variable OLLA_SERVER__PROT is ignored', 'did you mean OLLA_SERVER__PORT?'],
    ]);
    expect(problemsOf('', { env, strict: true })).toHaveLength(2);
  });

  it('adds entries to a list, the tenth after the second', () => {
    const env = Object.fromEntries(
      Array.from({ length: 11 }, (_, at) => [`OLLA_LIMITS__MODELS__${at}__MODEL`, `m${at}`]),
    );
    const { models } = parsed('', { env }).config.limits;
    expect(models.map(({ model }) => model)).toEqual(Object.values(env));
  });
});

describe('a secret of the environment', () => {
  it('may stand in the variable or in a file', () => {
    const path = file('token', `${TOKEN}\n`);
    for (const env of [
      { OLLA_ADMIN__TOKENS__0__TOKEN: TOKEN },
      { OLLA_ADMIN__TOKENS__0__TOKEN_FILE: path },
    ]) {
      expect(parsed('', { env }).config.admin.tokens).toMatchObject([{ name: 'admin', token: TOKEN }]);
    }
  });

  it('may be a file where the configuration has no such key', () => {
    const hash = `sha256:${'0a'.repeat(32)}`;
    const env = { OLLA_ACCESS__KEYS__0__NAME: 'a', OLLA_ACCESS__KEYS__0__HASH_FILE: file('hash', hash) };
    const { config, secretFiles } = parsed('', { env });
    expect(config.access.keys).toMatchObject([{ name: 'a', hash }]);
    expect(secretFiles).toEqual([join(folder, 'hash')]);
  });

  it('replaces the one of the file in whatever form that is', () => {
    const text = 'admin: {tokens: [{token_file: /no/such}]}';
    expect(
      parsed(text, { env: { OLLA_ADMIN__TOKENS__0__TOKEN: TOKEN } }).config.admin.tokens[0],
    ).toMatchObject({
      token: TOKEN,
      tokenFile: undefined,
    });
    const endpoints =
      'discovery: {static: {endpoints: [{url: "http://a", auth: {type: bearer, token: "${NONE}"}}]}}';
    const env = { OLLA_DISCOVERY__STATIC__ENDPOINTS__0__AUTH__TOKEN_FILE: file('t', TOKEN) };
    expect(parsed(endpoints, { env }).config.discovery.static.endpoints[0]?.auth?.token).toBe(TOKEN);
  });

  it('whose file is not there is a problem, without the secret', () => {
    const env = { OLLA_ACCESS__KEYS__0__HASH_FILE: '/no/such' };
    expect(problemsOf('', { env })[0]?.message).toContain('reading secret file "/no/such"');
  });
});
