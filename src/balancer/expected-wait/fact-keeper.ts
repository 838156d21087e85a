import fs from 'node:fs/promises';
import path from 'node:path';
import {
  Injectable,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
  type OnModuleInit,
} from '@nestjs/common';
import { ConfigSource } from '../../config/index.js';
import { AppLogger } from '../../core/logger.js';
import { FactBook } from './fact-book.js';
import { keptFacts, recallFacts } from './kept-facts.js';

const FILE = 'learned.json';
const EVERY_MS = 60_000;
/** More than the largest fleet learns. */
const MOST_BYTES = 64 * 1024 * 1024;

/** Keeps what was learned in `state.dir` over restarts: read at the start, written now and then and at the end. */
@Injectable()
export class FactKeeper implements OnModuleInit, OnApplicationBootstrap, OnModuleDestroy {
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly config: ConfigSource,
    private readonly facts: FactBook,
    private readonly log: AppLogger,
  ) {}

  /** Before the first request. A file that is missing or cannot be read costs nothing but what was learned. */
  async onModuleInit(): Promise<void> {
    const file = this.#file;
    if (file === undefined) return;
    try {
      const { size } = await fs.stat(file);
      if (size > MOST_BYTES) throw new Error(`larger than ${MOST_BYTES} bytes`);
      recallFacts(this.facts, JSON.parse(await fs.readFile(file, 'utf8')));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
      this.log.warn('What was learned before could not be read', { file, error: messageOf(error) });
    }
  }

  onApplicationBootstrap(): void {
    this.#timer = setInterval(() => void this.save(), EVERY_MS).unref();
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.#timer);
    await this.save();
  }

  /** Whole or not at all: a crash while it writes leaves what was there before. */
  save(): Promise<void> {
    this.#writing = this.#writing.then(() => this.#save());
    return this.#writing;
  }

  async #save(): Promise<void> {
    const file = this.#file;
    if (file === undefined) return;
    try {
      await fs.mkdir(path.dirname(file), { recursive: true });
      const fresh = `${file}.${process.pid}`;
      await fs.writeFile(fresh, JSON.stringify(keptFacts(this.facts)), { mode: 0o600 });
      await fs.rename(fresh, file);
    } catch (error) {
      this.log.warn('What was learned could not be written', { file, error: messageOf(error) });
    }
  }

  get #file(): string | undefined {
    const { dir } = this.config.current.state;
    return dir === '' ? undefined : path.resolve(dir, FILE);
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
