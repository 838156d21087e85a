import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { loadConfig } from './load-config.js';

let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'olla-load-'));
});
afterEach(() => rmSync(cwd, { recursive: true }));

const write = (file: string, text = `server: {host: "${file}"}`): void => {
  mkdirSync(dirname(join(cwd, file)), { recursive: true });
  writeFileSync(join(cwd, file), text);
};
const load = (options: { file?: string; env?: Record<string, string> } = {}) =>
  loadConfig({ cwd, env: {}, ...options }).config;

describe('loadConfig', () => {
  it('uses the defaults when there is no file', () => {
    expect(load()).toMatchObject({ sourceFile: '', server: { port: 40_114 } });
  });

  it('takes the first of the usual files', () => {
    const usual = ['config/config.local.yaml', 'config/config.yaml', 'config.yaml', 'default.yaml'];
    for (const file of usual.toReversed()) {
      write(file);
      expect(load()).toMatchObject({ sourceFile: file, server: { host: file } });
    }
  });

  it('passes by a usual file that it cannot read', () => {
    mkdirSync(join(cwd, 'config/config.yaml'), { recursive: true });
    write('config.yaml');
    expect(load().sourceFile).toBe('config.yaml');
  });

  it('prefers the command line to the environment, and that to the usual files', () => {
    for (const file of ['a.yaml', 'b.yaml', 'config.yaml']) write(file);
    const env = { OLLA_CONFIG_FILE: 'b.yaml' };
    expect(load({ file: 'a.yaml', env }).sourceFile).toBe('a.yaml');
    expect(load({ env }).sourceFile).toBe('b.yaml');
    expect(load({ file: '', env: { OLLA_CONFIG_FILE: '' } }).sourceFile).toBe('config.yaml');
  });

  it('takes absolute paths', () => {
    write('a.yaml');
    expect(load({ file: join(cwd, 'a.yaml') }).server.host).toBe('a.yaml');
  });

  it.each([{ file: 'none.yaml' }, { env: { OLLA_CONFIG_FILE: 'none.yaml' } }])(
    'refuses %j when it is not there',
    (options) => {
      write('config.yaml');
      expect(() => load(options)).toThrow('specified config file not found: none.yaml');
    },
  );

  it('does not go on to the next file after a broken one', () => {
    write('config/config.yaml', 'server: [');
    write('config.yaml');
    expect(() => load()).toThrow(/^failed to parse config\/config\.yaml: /);
  });

  it('lets the environment beat the file', () => {
    write('config.yaml', 'server: {port: 1}');
    expect(load({ env: { OLLA_SERVER_PORT: '2' } }).server.port).toBe(2);
  });

  it('reads secrets relative to the working directory', () => {
    write('secret', 'abc\n');
    write(
      'config.yaml',
      '{discovery: {static: {endpoints: [{url: "http://h", auth: {type: bearer, token_file: secret}}]}}}',
    );
    expect(load().discovery.static.endpoints[0]!.auth!.token).toBe('abc');
  });
});
