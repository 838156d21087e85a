import path from 'node:path';
import type { RotatingFileStream } from 'rotating-file-stream';
import { pruneBackups } from './backups.js';
import type { FileSettings } from './file-settings.js';
import { openRotating } from './open-rotating.js';

/** Who hears of a file that cannot be written. */
export interface FileTrouble {
  /** Once for each time that the file is lost. */
  lost(path: string, error: Error): void;
  /** It is written again. */
  found(path: string): void;
}

const RETRY_MS = 60_000;
/** A disk that is slower than the log may owe this much; further records are left out of the file. */
const MOST_WAITING_BYTES = 16 * 1024 * 1024;

/**
 * The rotating log file, opened with its first record. A directory or disk that fails costs its records and one
 * warning, never the process; a minute later it is tried again.
 */
export class LogFile {
  #stream: RotatingFileStream | undefined;
  /** While the file is being closed its further records wait: two streams must not rotate one file. */
  #closing: Promise<void> | undefined;
  #waiting: string[] = [];
  #lost = false;
  #retryAt = 0;

  constructor(
    private readonly settings: FileSettings,
    private readonly trouble: FileTrouble,
  ) {}

  write(line: string): void {
    if (this.#closing) return void this.#waiting.push(line);
    const stream = this.#stream ?? this.#open();
    if (stream === undefined) return;
    if (stream.writableLength < MOST_WAITING_BYTES) stream.write(line);
    else this.#lose(stream, new Error('the disk is slower than the log'));
  }

  /** Waits until everything is on the disk, though not for ever. The next record opens the file again. */
  async close(): Promise<void> {
    while (this.#closing || this.#stream) await (this.#closing ??= this.#close());
  }

  async #close(): Promise<void> {
    const stream = this.#stream;
    this.#stream = undefined;
    await (stream?.destroyed === false && ended(stream));
    this.#closing = undefined;
    for (const line of this.#waiting.splice(0)) this.write(line);
  }

  #open(): RotatingFileStream | undefined {
    if (Date.now() < this.#retryAt) return undefined;
    try {
      const stream = openRotating(this.settings);
      stream.on('error', (error) => this.#lose(stream, error));
      stream.once('open', () => this.#found());
      stream.on('open', () => void pruneBackups(this.settings));
      return (this.#stream = stream);
    } catch (error) {
      this.#lose(undefined, error as Error);
      return undefined;
    }
  }

  #found(): void {
    if (!this.#lost) return;
    this.#lost = false;
    this.trouble.found(this.#path);
  }

  #lose(stream: RotatingFileStream | undefined, error: Error): void {
    // One that was closed or given up before has nothing to say any more.
    if (stream !== this.#stream) return;
    this.#stream = undefined;
    this.#retryAt = Date.now() + RETRY_MS;
    stream?.destroy();
    if (this.#lost) return;
    this.#lost = true;
    this.trouble.lost(this.#path, error);
  }

  get #path(): string {
    return path.join(this.settings.directory, 'olla.log');
  }
}

const LONGEST_END_MS = 3_000;

async function ended(stream: RotatingFileStream): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  await new Promise<void>((resolve) => {
    timer = setTimeout(resolve, LONGEST_END_MS);
    stream.once('close', resolve).end();
  });
  clearTimeout(timer);
}
