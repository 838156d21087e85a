import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Logging } from './logging.js';

let folder: string;
let out: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'olla-logging-'));
  out = '';
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const directory = (): string => path.join(folder, 'logs');
const made = (env: Record<string, string> = {}, isTty = false): Logging =>
  new Logging({ OLLA_LOG_DIR: directory(), ...env }, { out: { write: (line) => (out += line) }, isTty });
const records = (text: string): Record<string, unknown>[] =>
  text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>);
const messages = (text: string): unknown[] => records(text).map(({ msg }) => msg);
const file = (): string => readFileSync(path.join(directory(), 'olla.log'), 'utf8');

describe('the log before the configuration is known', () => {
  it('waits, and then is written as configured, with the time at which it was told', () => {
    jest.useFakeTimers({ now: new Date(2025, 0, 31, 14, 5, 9) });
    const logging = made();
    logging.log.info('Initialising');
    expect(out).toBe('');
    jest.advanceTimersByTime(2_000);
    logging.configure({ format: 'json' });
    logging.log.info('Later');
    expect(records(out)).toMatchObject([
      { msg: 'Initialising', timestamp: '2025-01-31 14:05:09' },
      { msg: 'Later', timestamp: '2025-01-31 14:05:11' },
    ]);
    jest.useRealTimers();
  });

  it.each([
    [{}, 'info', ['INFO']],
    [{}, 'error', []],
    [{}, 'debug', ['DEBUG', 'INFO']],
    [{ OLLA_LOG_LEVEL: 'debug' }, 'info', ['DEBUG', 'INFO']],
    [{ OLLA_LOG_LEVEL: 'error' }, 'debug', []],
  ])('obeys OLLA_LOG_LEVEL, or else the configuration: %j, %s', (env, level, expected) => {
    const logging = made(env);
    logging.log.debug('d');
    logging.log.info('i');
    logging.configure({ level, format: 'json' });
    expect(records(out).map((record) => record['level'])).toEqual(expected);
    expect(logging.log.level).toBe(level);
  });

  it('is written as the environment asks when no configuration comes', () => {
    const people = made();
    people.log.info('Initialising');
    people.flush();
    people.log.error('Failed');
    expect(out).toMatch(/^time=\S+ level=INFO msg=Initialising\ntime=\S+ level=ERROR msg=Failed\n$/);
    out = '';
    const machines = made({ OLLA_PRETTY_LOGS: 'false' });
    machines.log.info('Initialising');
    machines.flush();
    machines.flush();
    expect(messages(out)).toEqual(['Initialising']);
  });

  it('stands under a preface, which comes once and only if there is something to say', () => {
    const seen: string[] = [];
    const logging = new Logging({}, { out: { write: () => undefined }, isTty: true }, (format) =>
      seen.push(format),
    );
    expect(seen).toEqual([]);
    logging.configure({});
    logging.configure({});
    expect(seen).toEqual(['text']);
  });
});

describe('the log of a running program', () => {
  it('follows each configuration, and forgets the level that was set by hand', () => {
    const logging = made();
    logging.configure({ level: 'warn', format: 'json' });
    logging.log.setLevel('debug');
    logging.log.debug('seen');
    logging.configure({ level: 'warn', format: 'text' });
    expect(logging.log.level).toBe('warn');
    expect(logging.format).toBe('text');
    logging.log.warn('in text');
    expect(out).toMatch(/"msg":"seen"\}\ntime=\S+ level=WARN msg="in text"\n$/);
  });

  it('tells the time with its zone when asked', () => {
    const logging = made();
    logging.configure({ format: 'json', timeFormat: 'rfc3339' });
    logging.log.info('zoned');
    logging.configure({ format: 'json', timeFormat: 'local' });
    logging.log.info('local');
    const [zoned, local] = records(out).map(({ timestamp }) => String(timestamp));
    expect(zoned).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}(Z|[+-]\d\d:\d\d)$/);
    expect(local).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
  });

  it('has colours on a terminal, in the theme that is asked for', () => {
    const logging = made({ OLLA_THEME: 'dark' }, true);
    logging.configure({ format: 'json' });
    logging.log.warn('Mind');
    expect(out).toContain('\u001b[93mWARN ');
  });
});

describe('the log file', () => {
  it('has the first records too, and comes and goes with the configuration', async () => {
    const logging = made();
    logging.log.info('Initialising');
    logging.configure({ format: 'text', output: 'file' });
    logging.log.info('Told twice');
    logging.configure({ format: 'text', output: 'stdout' });
    logging.log.info('Told once');
    logging.configure({ format: 'text', output: 'file' });
    logging.log.info('Told again');
    await logging.close();
    expect(messages(file())).toEqual(['Initialising', 'Told twice', 'Told again']);
    expect(out.trim().split('\n')).toHaveLength(4);
  });

  it('does not exist when nobody wants it', async () => {
    const logging = made();
    logging.log.info('Initialising');
    logging.configure({ format: 'json', output: 'stdout' });
    logging.log.info('Going');
    await logging.close();
    expect(existsSync(directory())).toBe(false);
  });

  it.each([
    ['true', 'stdout', ['Initialising']],
    ['false', 'file', ['Going']],
  ])('has the first records as OLLA_FILE_OUTPUT says: %s', async (OLLA_FILE_OUTPUT, output, expected) => {
    const logging = made({ OLLA_FILE_OUTPUT });
    logging.log.info('Initialising');
    logging.configure({ format: 'json', output });
    logging.log.info('Going');
    await logging.close();
    expect(messages(file())).toEqual(expected);
  });

  it('has them though no configuration comes, if asked for', async () => {
    const logging = made({ OLLA_FILE_OUTPUT: 'true' });
    logging.log.error('Failed');
    await logging.close();
    expect(messages(file())).toEqual(['Failed']);
  });

  it('that cannot be is warned of once, and everything is on standard output', async () => {
    writeFileSync(directory(), 'in the way');
    const logging = made();
    logging.log.info('Initialising');
    logging.configure({ format: 'json', output: 'file' });
    logging.log.info('Going');
    await logging.close();
    expect(messages(out)).toEqual([
      'Initialising',
      'Log file cannot be written, records go to standard output alone',
      'Going',
    ]);
    expect(records(out)[1]).toMatchObject({
      level: 'WARN',
      path: path.join(directory(), 'olla.log'),
      error: expect.stringContaining('EEXIST'),
    });
  });
});
