import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { parseConfig } from '../../config/index.js';
import { dig } from '../../../test/support/dig.js';
import { runProgram } from '../program.js';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'olla-cli-'));
  file = join(folder, 'olla.yaml');
});
afterEach(() => rmSync(folder, { recursive: true }));

async function olla(args: string, env: Record<string, string> = {}): Promise<{ out: string; code: unknown }> {
  let out = '';
  const spies = (['stdout', 'stderr'] as const).map((stream) =>
    jest.spyOn(process[stream], 'write').mockImplementation((text) => Boolean((out += String(text)))),
  );
  process.exitCode = undefined;
  try {
    await runProgram(args.split(' '), env);
    return { out, code: process.exitCode };
  } finally {
    process.exitCode = undefined;
    for (const spy of spies) spy.mockRestore();
  }
}

const SECRET = '{ url: "http://h:1/?key=s3cret", name: h, auth: { type: bearer, token: "${TOKEN}" } }';
const withEndpoint = (endpoint: string): string => `discovery: { static: { endpoints: [${endpoint}] } }`;

describe('olla validate', () => {
  it('tells every error and warning at once, with their places, and ends with 1', async () => {
    writeFileSync(file, 'server:\n  port: 0\n  prot: 1\nproxy:\n  engine: ola\n  max_retries: 1\n');
    const { out, code } = await olla(`validate -c ${file}`);
    expect(code).toBe(1);
    expect(out).toMatch(/^error {4}line 2, column 3: server\.port must be between 1 and 65535, got 0$/m);
    expect(out).toMatch(/^error {4}line 5.*ola.*did you mean "olla"/m);
    expect(out).toMatch(/^warning {2}line 3.*did you mean server\.port\?/m);
    expect(out).toContain('INVALID: Olla does not start with this configuration (2 errors, 2 warnings)');
  });

  it('is content with warnings unless it is strict', async () => {
    writeFileSync(file, 'server: { prot: 1 }');
    expect(await olla(`validate -c ${file}`)).toMatchObject({ code: 0 });
    expect(await olla(`validate --strict -c ${file}`)).toMatchObject({ code: 1 });
    expect(await olla(`--strict -c ${file} validate`)).toMatchObject({ code: 1 });
    expect(await olla(`validate -c ${file}`, { OLLA_CONFIG_STRICT: 'true' })).toMatchObject({ code: 1 });
  });

  it('reports to programs as JSON', async () => {
    writeFileSync(file, 'server: { port: x, prot: 1 }');
    const { out } = await olla(`validate --format json -c ${file}`);
    const report: unknown = JSON.parse(out);
    expect(report).toMatchObject({ valid: false });
    expect(dig(report, 'findings')).toEqual([
      expect.objectContaining({ severity: 'error', about: 'config', path: 'server.port', line: 1 }),
      expect.objectContaining({ severity: 'warning', about: 'config', path: 'server.prot', line: 1 }),
    ]);
    expect(out).not.toContain('kind');
  });

  it('misses secrets, unless they are elsewhere', async () => {
    writeFileSync(file, withEndpoint(SECRET));
    expect((await olla(`validate -c ${file}`)).out).toContain('"TOKEN" is not set');
    expect(await olla(`validate --no-secrets -c ${file}`)).toMatchObject({ code: 0 });
  });

  it('names an extension that cannot be loaded', async () => {
    writeFileSync(file, 'extensions: ["./not-there.js"]');
    const { out, code } = await olla(`validate -c ${file}`);
    expect(code).toBe(1);
    expect(out).toMatch(/^error {4}extensions: .*not-there\.js/m);
  });

  it('says so when the named file is not there', async () => {
    const { out, code } = await olla(`validate -c ${folder}/none.yaml`);
    expect(code).toBe(1);
    expect(out).toContain('specified config file not found');
  });
});

describe('olla config print', () => {
  beforeEach(() => writeFileSync(file, `proxy:\n  engine: sherpa\n${withEndpoint(SECRET)}\n`));
  const env = { TOKEN: 'an-own-token', OLLA_SERVER_PORT: '4000' };

  it('prints a file that means the same, each value with its source, and no secret', async () => {
    const { out } = await olla(`config print -c ${file}`, env);
    expect(out).toContain(`engine: sherpa # ${file}:2\n`);
    expect(out).toContain('port: 4000 # OLLA_SERVER_PORT\n');
    expect(out).toContain('host: localhost # default\n');
    expect(out).toContain('token: "***"');
    expect(out).not.toMatch(/an-own-token|s3cret/);
    expect(parseConfig(out).config.proxy).toEqual(parseConfig('proxy: { engine: sherpa }').config.proxy);
  });

  it('prints JSON, and leaves the sources out on request', async () => {
    const full: unknown = JSON.parse((await olla(`-c ${file} config print --format json`, env)).out);
    expect(dig(full, 'sources', 'server.port')).toEqual({
      from: 'environment',
      variable: 'OLLA_SERVER_PORT',
    });
    expect(dig(full, 'sources', 'proxy.engine')).toMatchObject({ from: 'file', line: 2 });
    const bare = await olla(`config print --no-sources -c ${file}`, env);
    expect(bare.out).not.toContain('#');
    expect(parse(bare.out)).toEqual(dig(full, 'config'));
  });

  it('tells what is wrong with a configuration that cannot be printed', async () => {
    const { out, code } = await olla(`config print -c ${file}`);
    expect(code).toBe(1);
    expect(out).toContain('"TOKEN" is not set');
  });
});

describe('olla config schema', () => {
  it.each(['config', 'profile', 'models'])('prints the schema of %s', async (name) => {
    const { out } = await olla(`config schema ${name}`);
    expect(JSON.parse(out)).toMatchObject({ $schema: 'https://json-schema.org/draft/2020-12/schema' });
  });

  it('refuses other names', async () => expect(await olla('config schema x')).toMatchObject({ code: 2 }));
});
