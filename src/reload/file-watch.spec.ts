import { mkdirSync, mkdtempSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { until } from '../../test/support/until.js';
import { FileWatch } from './file-watch.js';

describe('FileWatch', () => {
  let watch: FileWatch;
  let paths: string[];
  let changes: number;

  beforeEach(() => {
    paths = [];
    changes = 0;
    watch = new FileWatch({ paths: () => paths, changed: () => changes++ });
  });

  afterEach(() => watch.stop());

  /** The first look, which tells what is there, is not over at once. */
  const begun = (): Promise<void> => sleep(100);
  const folder = (): string => mkdtempSync(join(tmpdir(), 'olla-watch-'));

  it('tells once of a file that is written in several steps', async () => {
    const path = join(folder(), 'olla.yaml');
    writeFileSync(path, 'one');
    paths = [path];
    watch.sync();
    await begun();
    writeFileSync(path, '');
    writeFileSync(path, 'another one');
    await until('a change', () => changes > 0);
    expect(changes).toBe(1);
  });

  it('notices a mount whose link is swapped, as Kubernetes does it', async () => {
    const dir = folder();
    for (const [version, text] of [
      ['v1', 'one'],
      ['v2', 'another one'],
    ] as const) {
      mkdirSync(join(dir, version));
      writeFileSync(join(dir, version, 'olla.yaml'), text);
    }
    symlinkSync('v1', join(dir, '..data'));
    symlinkSync('..data/olla.yaml', join(dir, 'olla.yaml'));
    paths = [join(dir, 'olla.yaml')];
    watch.sync();
    await begun();
    symlinkSync('v2', join(dir, '..data_tmp'));
    renameSync(join(dir, '..data_tmp'), join(dir, '..data'));
    await until('a change', () => changes > 0);
    expect(changes).toBe(1);
  });

  it('notices a file that comes, and looks no more at one that nobody wants', async () => {
    const dir = folder();
    const [later, dropped] = [join(dir, 'later'), join(dir, 'dropped')];
    writeFileSync(dropped, 'one');
    paths = [later, dropped];
    watch.sync();
    paths = [later];
    watch.sync();
    await begun();
    writeFileSync(dropped, 'another one');
    writeFileSync(later, 'here');
    await until('a change', () => changes > 0);
    expect(changes).toBe(1);
  });
});
