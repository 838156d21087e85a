import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { LogFile } from './log-file.js';

describe('LogFile', () => {
  let folder: string;
  const told: string[] = [];
  const trouble = {
    lost: (file: string, { message }: Error) => void told.push(`lost ${file}: ${message}`),
    found: (file: string) => void told.push(`found ${file}`),
  };

  beforeEach(() => {
    told.length = 0;
    folder = mkdtempSync(path.join(tmpdir(), 'olla-log-file-'));
  });
  afterEach(() => {
    jest.restoreAllMocks();
    rmSync(folder, { recursive: true, force: true });
  });

  const directory = (): string => path.join(folder, 'deep', 'logs');
  const at = (name: string): string => path.join(directory(), name);
  const made = (more: object = {}): LogFile =>
    new LogFile({ directory: directory(), rotateBytes: 200, backups: 0, maxAgeMs: 0, ...more }, trouble);
  const line = (n: number): string => `{"n":${String(n).padStart(4, '0')}}\n`;
  const backups = (): string[] =>
    readdirSync(directory())
      .filter((name) => name !== 'olla.log')
      .sort();

  it('does nothing until there is something to write', async () => {
    const file = made();
    await file.close();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('makes a directory for all to enter and a file for its owner alone', async () => {
    const file = made();
    file.write(line(1));
    await file.close();
    expect(statSync(directory()).mode & 0o777).toBe(0o755 & ~process.umask());
    expect(statSync(at('olla.log')).mode & 0o777).toBe(0o600);
    expect(readFileSync(at('olla.log'), 'utf8')).toBe(line(1));
  });

  it('goes on with the file of an earlier run', async () => {
    for (const n of [1, 2]) {
      const file = made();
      file.write(line(n));
      await file.close();
    }
    expect(readFileSync(at('olla.log'), 'utf8')).toBe(line(1) + line(2));
  });

  it('rotates by size, compresses, and loses no line on the way', async () => {
    const file = made();
    const lines = Array.from({ length: 100 }, (_, n) => line(n));
    for (const each of lines) file.write(each);
    await file.close();
    const rotated = backups();
    expect(rotated.length).toBeGreaterThan(3);
    for (const name of rotated) {
      expect(name).toMatch(/^olla-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.\d{3}\.log\.gz$/);
      expect(statSync(at(name)).mode & 0o777).toBe(0o600);
    }
    const whole = rotated.map((name) => gunzipSync(readFileSync(at(name))).toString()).join('');
    expect(whole + readFileSync(at('olla.log'), 'utf8')).toBe(lines.join(''));
    expect(told).toEqual([]);
  });

  it('keeps as many rotated files as it is told', async () => {
    const file = made({ backups: 2 });
    for (let n = 0; n < 100; n++) file.write(line(n));
    await file.close();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(backups()).toHaveLength(2);
  });

  it('takes further lines while it is being closed', async () => {
    const file = made();
    file.write(line(1));
    const closing = file.close();
    file.write(line(2));
    await closing;
    expect(readFileSync(at('olla.log'), 'utf8')).toBe(line(1) + line(2));
  });

  it('tells once that it is lost, tries again after a minute, and tells that it is back', async () => {
    const clock = jest.spyOn(Date, 'now').mockReturnValue(0);
    writeFileSync(path.join(folder, 'deep'), 'in the way');
    const file = made();
    file.write(line(1));
    file.write(line(2));
    expect(told).toEqual([expect.stringContaining(`lost ${at('olla.log')}: `)]);
    clock.mockReturnValue(60_000);
    file.write(line(3));
    rmSync(path.join(folder, 'deep'));
    file.write(line(4));
    clock.mockReturnValue(120_000);
    file.write(line(5));
    await file.close();
    expect(told.slice(1)).toEqual([`found ${at('olla.log')}`]);
    expect(readFileSync(at('olla.log'), 'utf8')).toBe(line(5));
  });

  it('survives a file that cannot be opened', async () => {
    mkdirSync(at('olla.log'), { recursive: true });
    const file = made();
    file.write(line(1));
    await new Promise((resolve) => setTimeout(resolve, 50));
    file.write(line(2));
    await file.close();
    expect(told).toEqual([expect.stringContaining('it is not a file')]);
  });

  it('survives the loss of its directory', async () => {
    const file = made();
    file.write(line(1));
    await new Promise((resolve) => setTimeout(resolve, 50));
    rmSync(directory(), { recursive: true });
    for (let n = 0; n < 30; n++) file.write(line(n));
    await new Promise((resolve) => setTimeout(resolve, 50));
    file.write(line(31));
    await file.close();
    expect(told).toEqual([expect.stringContaining('ENOENT')]);
  });
});
