import { readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';

/** The configuration file as something to write to. */
export class ConfigFile {
  /** @param path absolute */
  constructor(readonly path: string) {}

  /** What stands in it now; undefined when it cannot be read. */
  async text(): Promise<string | undefined> {
    return readFile(this.path, 'utf8').catch(() => undefined);
  }

  /**
   * Replaces the file as a whole, with the permissions that it has: who reads it meanwhile sees the old text or the
   * new one. A file that is mounted by itself cannot be replaced and is written over.
   */
  async write(text: string): Promise<void> {
    const mode = await stat(this.path).then(
      (found) => found.mode & 0o777,
      () => 0o600,
    );
    const path = await realpath(this.path).catch(() => this.path);
    const beside = `${path}.${process.pid}.tmp`;
    try {
      await writeFile(beside, text, { mode, flag: 'w' });
      await rename(beside, path);
    } catch (error) {
      await rm(beside, { force: true }).catch(() => undefined);
      if (!UNREPLACEABLE.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
      await writeFile(path, text);
    }
  }
}

/** Bind mounts refuse the rename, and folders in which only the file may be written refuse the new name. */
const UNREPLACEABLE = new Set(['EBUSY', 'EXDEV', 'EACCES', 'EPERM', 'EROFS']);
