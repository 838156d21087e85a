import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { LineWriter } from './line-writer.js';

const FULL = '/dev/full';

describe('LineWriter', () => {
  let folder: string;
  let fd: number;

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'olla-lines-'));
    fd = openSync(path.join(folder, 'out'), 'w');
  });
  afterEach(() => {
    closeSync(fd);
    rmSync(folder, { recursive: true, force: true });
  });

  const text = (): string => readFileSync(path.join(folder, 'out'), 'utf8');

  it('writes all lines in their order', async () => {
    const writer = new LineWriter(fd);
    const lines = Array.from({ length: 1_000 }, (_, n) => `line ${n} ü\n`);
    for (const line of lines) writer.write(line);
    await writer.drained();
    expect(text()).toBe(lines.join(''));
  });

  it('writes what waits before the process ends', async () => {
    const writer = new LineWriter(fd);
    for (const line of ['1\n', '2\n', '3\n']) writer.write(line);
    writer.flushSync();
    await writer.drained();
    expect(text().split('\n').sort()).toEqual(['', '1', '2', '3']);
  });

  (existsSync(FULL) ? it : it.skip)('goes on after a disk was full, and ends in spite of it', async () => {
    const full = openSync(FULL, 'w');
    const writer = new LineWriter(full);
    writer.write('1\n');
    writer.write('2\n');
    await writer.drained();
    writer.write('3\n');
    writer.flushSync();
    closeSync(full);
  });

  it('is held up neither by a reader that has stopped nor by one that has gone', async () => {
    const reader: ChildProcess = spawn('sleep', ['30'], { stdio: ['pipe', 'ignore', 'ignore'] });
    const pipe = (reader.stdin as unknown as { _handle: { fd: number } })._handle.fd;
    const writer = new LineWriter(pipe);
    const line = `${'x'.repeat(99_999)}\n`;
    const began = performance.now();
    for (let n = 0; n < 300; n++) writer.write(line);
    writer.flushSync();
    expect(performance.now() - began).toBeLessThan(1_900);
    reader.stdin!.on('error', () => undefined);
    reader.kill('SIGKILL');
    await new Promise((resolve) => reader.once('exit', resolve));
    await writer.drained();
    writer.write('nobody reads this\n');
    await writer.drained();
  });
});
