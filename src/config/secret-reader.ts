import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** Reads files with secrets and remembers which. */
export class SecretReader {
  readonly #files = new Set<string>();

  /** @param isDry whether files are named but not read: each then holds something of its own that could be a secret */
  constructor(
    private readonly cwd: string,
    private readonly isDry: boolean,
  ) {}

  /** Absolute paths of all files that it was asked for. */
  get files(): readonly string[] {
    return [...this.#files];
  }

  /** @throws what the file system throws */
  read(path: string): string {
    const file = resolve(this.cwd, path);
    this.#files.add(file);
    return this.isDry ? createHash('sha256').update(file).digest('hex') : readFileSync(file, 'utf8');
  }
}
