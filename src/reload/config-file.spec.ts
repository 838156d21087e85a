import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigFile } from './config-file.js';

describe('ConfigFile', () => {
  const folder = (): string => mkdtempSync(join(tmpdir(), 'olla-config-'));

  it('replaces the whole file, keeps its permissions and leaves nothing beside it', async () => {
    const dir = folder();
    const path = join(dir, 'olla.yaml');
    writeFileSync(path, 'old: text\n');
    chmodSync(path, 0o640);
    await new ConfigFile(path).write('new: text\n');
    expect(readFileSync(path, 'utf8')).toBe('new: text\n');
    expect(statSync(path).mode & 0o777).toBe(0o640);
    expect(readdirSync(dir)).toEqual(['olla.yaml']);
  });

  it('writes through a link to the file that it stands for', async () => {
    const dir = folder();
    writeFileSync(join(dir, 'real.yaml'), 'old: text\n');
    symlinkSync('real.yaml', join(dir, 'olla.yaml'));
    await new ConfigFile(join(dir, 'olla.yaml')).write('new: text\n');
    expect(readFileSync(join(dir, 'real.yaml'), 'utf8')).toBe('new: text\n');
  });

  it('makes a file that was not there readable for its owner only', async () => {
    const path = join(folder(), 'olla.yaml');
    await new ConfigFile(path).write('a: b\n');
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('says so when it cannot write', async () => {
    await expect(new ConfigFile(join(folder(), 'missing', 'olla.yaml')).write('')).rejects.toThrow('ENOENT');
  });
});
