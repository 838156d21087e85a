import { readdir, unlink } from 'node:fs/promises';
import path from 'node:path';
import type { FileSettings } from './file-settings.js';

const BACKUP = /^olla-(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d\.\d{3})\.log(?:\.gz)?$/;

/** `olla-2025-01-31T14-05-09.007.log.gz`, in UTC: sorted by name they are sorted by age. */
export const backupName = (at: Date): string =>
  `olla-${at.toISOString().replaceAll(':', '-').slice(0, -1)}.log.gz`;

/** Removes rotated files that are too many or too old. One that cannot be removed keeps no other. */
export async function pruneBackups(
  { directory, backups, maxAgeMs }: Pick<FileSettings, 'directory' | 'backups' | 'maxAgeMs'>,
  now = Date.now(),
): Promise<void> {
  const names = await readdir(directory).catch((): string[] => []);
  const newestFirst = names
    .filter((name) => BACKUP.test(name))
    .sort()
    .reverse();
  const surplus = newestFirst.filter(
    (name, at) => (backups > 0 && at >= backups) || (maxAgeMs > 0 && now - takenAt(name) > maxAgeMs),
  );
  await Promise.all(surplus.map((name) => unlink(path.join(directory, name)).catch(() => undefined)));
}

function takenAt(name: string): number {
  const [, day, hours, minutes, seconds] = BACKUP.exec(name)!;
  return Date.parse(`${day}T${hours}:${minutes}:${seconds}Z`);
}
