import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { backupName, pruneBackups } from './backups.js';

const DAY_MS = 86_400_000;
const now = Date.UTC(2025, 0, 31, 14, 5, 9, 7);
const taken = (daysAgo: number): string => backupName(new Date(now - daysAgo * DAY_MS));

describe('rotated files', () => {
  let directory: string;

  beforeEach(() => {
    directory = mkdtempSync(path.join(tmpdir(), 'olla-backups-'));
    for (const name of [taken(0), taken(1), taken(2), taken(3), 'olla.log', 'olla-notes.log', 'other.txt'])
      writeFileSync(path.join(directory, name), '');
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  const left = async (backups: number, days: number): Promise<string[]> => {
    await pruneBackups({ directory, backups, maxAgeMs: days * DAY_MS }, now);
    return readdirSync(directory)
      .filter((name) => /^olla-\d/.test(name))
      .sort()
      .reverse();
  };

  it('are named after the moment, in UTC', () => {
    expect(taken(0)).toBe('olla-2025-01-31T14-05-09.007.log.gz');
  });

  it.each([
    [2, 0, 2],
    [0, 0, 4],
    [9, 0, 4],
    [0, 2, 3],
    [3, 1, 2],
  ])('of which %i are kept, for %i days: %i remain, the newest', async (backups, days, remaining) => {
    expect(await left(backups, days)).toEqual([0, 1, 2, 3].slice(0, remaining).map(taken));
    expect(readdirSync(directory)).toEqual(
      expect.arrayContaining(['olla.log', 'olla-notes.log', 'other.txt']),
    );
  });

  it('of the original are pruned as ours are', async () => {
    writeFileSync(path.join(directory, 'olla-2024-12-01T00-00-00.000.log'), '');
    expect(await left(0, 10)).toHaveLength(4);
  });

  it('are nobody’s concern when their directory has gone', async () => {
    rmSync(directory, { recursive: true });
    await expect(pruneBackups({ directory, backups: 1, maxAgeMs: 0 })).resolves.toBeUndefined();
  });
});
