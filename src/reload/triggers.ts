import { Injectable } from '@nestjs/common';
import { ConfigSource } from '../config/index.js';
import { FileWatch } from './file-watch.js';
import { Reloader } from './reloader.js';

/**
 * Watches what the configuration in force depends on: secret files always, since they rotate by themselves; its own
 * file where `engineering.watch_config` says so.
 */
@Injectable()
export class ReloadTriggers {
  readonly #file: FileWatch;
  readonly #secrets: FileWatch;
  #unwatch: (() => void) | undefined;

  constructor(
    private readonly reloader: Reloader,
    private readonly config: ConfigSource,
  ) {
    this.#file = new FileWatch({
      paths: () => this.#watchedFile(),
      changed: () => void this.reloader.reload('watch'),
    });
    this.#secrets = new FileWatch({
      paths: () => this.reloader.secretFiles,
      changed: () => void this.reloader.refreshSecrets(),
    });
  }

  start(): void {
    this.#sync();
    this.#unwatch = this.reloader.onReload(() => this.#sync());
    // What was written while Olla started would otherwise wait for the next change.
    if (this.#watchedFile().length > 0) void this.reloader.reload('watch');
    if (this.reloader.secretFiles.length > 0) void this.reloader.refreshSecrets();
  }

  stop(): void {
    this.#unwatch?.();
    this.#file.stop();
    this.#secrets.stop();
  }

  #sync(): void {
    this.#file.sync();
    this.#secrets.sync();
  }

  #watchedFile(): readonly string[] {
    const { path } = this.reloader;
    return path !== '' && this.config.current.engineering.watchConfig ? [path] : [];
  }
}
