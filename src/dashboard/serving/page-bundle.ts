import { Injectable, type OnModuleInit } from '@nestjs/common';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AppLogger } from '../../core/logger.js';
import { type PageFile, pageFile } from './page-file.js';

/** Where the build puts the page. */
const FOLDER = fileURLToPath(new URL('../bundle/', import.meta.url));
const INDEX = 'index.html';
const PACKED = /\.(?:br|gz)$/;
const LAST_PART = /[^/]*$/;

/** The files of the page, read once and kept: nothing outside them can be asked for, however the path is written. */
@Injectable()
export class PageBundle implements OnModuleInit {
  #files: ReadonlyMap<string, PageFile> = new Map();
  #warned = false;

  constructor(private readonly log: AppLogger) {}

  async onModuleInit(): Promise<void> {
    await this.read(FOLDER);
  }

  /** Takes the files of a folder; one that is not there has none. */
  async read(folder: string): Promise<void> {
    this.#files = await filesIn(folder);
  }

  /** Whether there is a page to show; the first look at one that is missing is logged. */
  get isBuilt(): boolean {
    if (this.#files.has(INDEX)) return true;
    if (!this.#warned)
      this.log.warn('Dashboard is not built, so there is no page', { build: 'npm run build' });
    this.#warned = true;
    return false;
  }

  /**
   * The file of a path below `/internal/ui/`; a view of the page is the page itself, an asset that is missing is not.
   * @param path decoded, without a slash in front
   */
  find(path: string): PageFile | undefined {
    const file = this.#files.get(path === '' ? INDEX : path);
    if (file) return file;
    const isView = !path.startsWith('assets/') && !LAST_PART.exec(path)![0].includes('.');
    return isView && !path.includes('\0') ? this.#files.get(INDEX) : undefined;
  }
}

async function filesIn(folder: string): Promise<ReadonlyMap<string, PageFile>> {
  const contents = new Map<string, { readonly body: Buffer; readonly modified: Date }>();
  for (const file of await listed(folder)) {
    const name = relative(folder, file).split(sep).join('/');
    contents.set(name, { body: await readFile(file), modified: (await stat(file)).mtime });
  }
  const files = [...contents].filter(([name]) => !PACKED.test(name));
  return new Map(
    files.map(([name, { body, modified }]) => {
      const packed = { brotli: contents.get(`${name}.br`)?.body, gzip: contents.get(`${name}.gz`)?.body };
      return [name, pageFile(name, body, modified, packed)];
    }),
  );
}

async function listed(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
