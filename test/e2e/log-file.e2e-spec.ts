import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { ask } from '../support/ask.js';
import { configuration } from '../support/configuration.js';
import { scratchFolder } from '../support/leftovers.js';
import { configFile, type Olla, run, start } from '../support/olla.js';
import { until } from '../support/until.js';

jest.setTimeout(60_000);

const MIB = 1024 * 1024;

describe('the log file', () => {
  let directory: string;
  let olla: Olla | undefined;

  beforeEach(() => {
    directory = path.join(scratchFolder(), 'logs');
  });
  afterEach(() => olla?.kill());

  const begin = async (logging: object, env: Readonly<Record<string, string>> = {}): Promise<Olla> =>
    (olla = await start({ ...configuration([]), logging }, { env: { OLLA_LOG_DIR: directory, ...env } }));
  const file = (): string => path.join(directory, 'olla.log');
  const messages = (text: string): unknown[] =>
    text
      .split('\n')
      .filter(Boolean)
      .map((line) => (JSON.parse(line) as { msg: string }).msg);

  it('has every record from the first to the last, as JSON, for its owner alone', async () => {
    const { stop, stdout } = await closing({ format: 'text', output: 'file' });
    expect(stop).toEqual({ code: 0, signal: null });
    const told = messages(readFileSync(file(), 'utf8'));
    expect(told[0]).toBe('Initialising');
    expect(told.at(-1)).toBe('Olla has shutdown');
    expect(stdout).toContain('level=INFO msg="Olla has shutdown"');
    expect(statSync(file()).mode & 0o777).toBe(0o600);
    expect(statSync(directory).mode & 0o777).toBe(0o755 & ~process.umask());
  });

  it('is rotated by size; what is rotated is compressed, and only so many are kept', async () => {
    mkdirSync(directory, { recursive: true });
    const old = Array.from({ length: 3 }, (_, n) => `olla-2020-01-0${n + 1}T00-00-00.000.log.gz`);
    for (const name of old) writeFileSync(path.join(directory, name), '');
    const filling = `{"msg":"${'x'.repeat(MIB - 200)}"}\n`;
    writeFileSync(file(), filling);
    const env = { OLLA_LOG_SIZE_MB: '1', OLLA_LOG_MAX_BACKUPS: '2', OLLA_LOG_MAX_AGE_DAYS: '0' };
    await closing({ format: 'json', output: 'file' }, env);
    const [newest, ...others] = readdirSync(directory)
      .filter((name) => name.endsWith('.gz'))
      .sort()
      .reverse();
    expect(others).toEqual([old[2]]);
    const whole =
      gunzipSync(readFileSync(path.join(directory, newest!))).toString() + readFileSync(file(), 'utf8');
    expect(whole.startsWith(filling)).toBe(true);
    expect(messages(whole.slice(filling.length))).toEqual(
      expect.arrayContaining(['Initialising', 'Loaded configuration', 'Olla has shutdown']),
    );
  });

  it('that cannot be written costs a warning and nothing else', async () => {
    writeFileSync(directory, 'a file stands where the directory should be');
    const { url } = await begin({ format: 'json', output: 'file' });
    expect((await ask(`${url}/internal/health`)).status).toBe(200);
    expect(await olla!.stop()).toEqual({ code: 0, signal: null });
    const warnings = olla!.stdout.split('\n').filter((line) => line.includes('Log file cannot be written'));
    expect(warnings).toHaveLength(1);
    expect(JSON.parse(warnings[0]!)).toMatchObject({ level: 'WARN', path: file() });
    expect(messages(olla!.stdout)).toContain('Initialising');
  });

  it('is not made unless somebody asks for it', async () => {
    await closing({ format: 'json', output: 'stdout' });
    expect(existsSync(directory)).toBe(false);
    const refused = await run(['-c', configFile('proxy: {engine: turbo}')], { OLLA_LOG_DIR: directory });
    expect(refused.code).toBe(1);
    expect(existsSync(directory)).toBe(false);
  });

  it('comes and goes with the configuration, which also sets level and format anew', async () => {
    await begin({ format: 'json', output: 'stdout' });
    olla!.rewrite({ ...configuration([]), logging: { format: 'json', output: 'file', level: 'debug' } });
    olla!.signal('SIGHUP');
    await until('the file is there', () => existsSync(file()) && statSync(file()).size > 0);
    expect(messages(readFileSync(file(), 'utf8'))).toContain('Configuration is in force');
    olla!.rewrite({ ...configuration([]), logging: { format: 'text', output: 'file', level: 'info' } });
    olla!.signal('SIGHUP');
    await until('text follows', () => /level=INFO msg="Configuration is in force"/.test(olla!.stdout));
  });

  async function closing(logging: object, env?: Readonly<Record<string, string>>) {
    await begin(logging, env);
    const stop = await olla!.stop();
    return { stop, stdout: olla!.stdout };
  }
});
