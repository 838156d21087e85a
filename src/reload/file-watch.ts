import { unwatchFile, watchFile } from 'node:fs';

const LOOK_EVERY_MS = 500;
/** Editors and mounts write in several steps: the last one counts. */
const SETTLED_MS = 300;

/** What is watched, and what to do when it changes. */
export interface Watched {
  /** Absolute paths, as they are now. */
  readonly paths: () => readonly string[];
  readonly changed: () => void;
}

/**
 * Looks at files twice a second. Looking beats being told here: a mounted ConfigMap changes by a link that
 * is swapped two folders up, network file systems tell nothing, and a `stat` follows every link.
 */
export class FileWatch {
  readonly #watched = new Set<string>();
  #settle: NodeJS.Timeout | undefined;

  constructor(private readonly parts: Watched) {}

  /** Watches what is to be watched now, and that alone. */
  sync(): void {
    const wanted = new Set(this.parts.paths());
    for (const path of this.#watched) if (!wanted.has(path)) this.#forget(path);
    for (const path of wanted) if (!this.#watched.has(path)) this.#add(path);
  }

  stop(): void {
    clearTimeout(this.#settle);
    for (const path of this.#watched) this.#forget(path);
  }

  #add(path: string): void {
    this.#watched.add(path);
    watchFile(path, { interval: LOOK_EVERY_MS, persistent: false }, this.#look);
  }

  #forget(path: string): void {
    this.#watched.delete(path);
    unwatchFile(path, this.#look);
  }

  readonly #look = (): void => {
    clearTimeout(this.#settle);
    this.#settle = setTimeout(() => this.parts.changed(), SETTLED_MS).unref();
  };
}
