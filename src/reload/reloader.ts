import { resolve } from 'node:path';
import { type Document, parseDocument } from 'yaml';
import {
  type ChangeOptions,
  type ConfigChange,
  ConfigControl,
  ConfigError,
  type ConfigState,
  diffConfigs,
  type Generation,
  maskedText,
  type OllaConfig,
  problemText,
  type ReloadReport,
  restoreSecrets,
} from '../config/index.js';
import type { Logger } from '../core/logger.js';
import type { Blueprint } from './blueprint.js';
import type { Blueprints } from './blueprints.js';
import { ConfigFile } from './config-file.js';
import type { FleetUpdater } from './fleet-updater.js';
import { GenerationHistory } from './generation-history.js';
import { shareUnchanged } from './share-unchanged.js';
import { type InForce, switchOver } from './switchover.js';

/** What the reloader works with. */
export interface ReloaderParts {
  readonly blueprints: Blueprints;
  /** What Olla was started with. */
  readonly first: Blueprint;
  readonly inForce: InForce;
  readonly fleet: Pick<FleetUpdater, 'update'>;
  /** What the path of the file is relative to. */
  readonly cwd: string;
  readonly log: Logger;
}

const READ_FROM_FILES = ['discovery', 'access', 'admin'];

type Listener = (report: ReloadReport, trigger: string) => void;

/** The configuration of a running Olla: see {@link ConfigControl} for what is promised. */
export class Reloader extends ConfigControl {
  readonly #history = new GenerationHistory();
  readonly #started: OllaConfig;
  readonly #listeners = new Set<Listener>();
  #inForce: Blueprint;
  /** The text of the file as it was read or written last; undefined without a file. */
  #fileText: string | undefined;
  #lastError: ConfigState['lastError'];
  #turn: Promise<unknown> = Promise.resolve();

  constructor(private readonly parts: ReloaderParts) {
    super();
    const { first } = parts;
    this.#inForce = first;
    this.#started = first.config;
    this.#fileText = first.config.sourceFile ? first.text : undefined;
    this.#history.add(first.text, 'start', []);
  }

  get state(): ConfigState {
    return {
      generation: this.#history.current,
      file: this.#file,
      persisted: this.#persisted,
      lastError: this.#lastError,
      pendingRestart: diffConfigs(this.#started, this.#inForce.config).filter(
        (change) => change.needsRestart,
      ),
    };
  }

  get history(): readonly Generation[] {
    return this.#history.generations;
  }

  get text(): string {
    return maskedText(this.#inForce.text);
  }

  /** Absolute paths of the secrets that the configuration in force names. */
  get secretFiles(): readonly string[] {
    return this.#inForce.secretFiles;
  }

  /** Absolute path of the file in force; `` without one. */
  get path(): string {
    return this.#file === '' ? '' : resolve(this.parts.cwd, this.#file);
  }

  reload(trigger: string): Promise<ReloadReport> {
    return this.#inTurn(trigger, () => {
      const next = this.parts.blueprints.fromFile(this.#file || undefined);
      if (trigger === 'watch' && next.text.trim() === '' && this.#inForce.text.trim() !== '') {
        // Somebody is about to write it: defaults in its place would drop every endpoint meanwhile.
        throw new ConfigError(`${this.#file} is empty`, []);
      }
      return next;
    });
  }

  refreshSecrets(): Promise<ReloadReport> {
    return this.#inTurn('secrets', () => this.#from(this.#inForce.text));
  }

  check(text: string): Promise<ReloadReport> {
    return this.#queue(() => {
      try {
        return Promise.resolve(this.#would(this.#from(restoreSecrets(text, this.#inForce.text))));
      } catch (error) {
        return Promise.resolve(this.#refused(error));
      }
    });
  }

  apply(text: string, options: ChangeOptions): Promise<ReloadReport> {
    const draw = (): Blueprint => this.#from(restoreSecrets(text, this.#inForce.text));
    return this.#change(draw, options);
  }

  edit(change: (document: Document) => void, options: ChangeOptions): Promise<ReloadReport> {
    const draw = (): Blueprint => {
      const document = parseDocument(this.#inForce.text, { uniqueKeys: false });
      asked(() => change(document));
      return this.#from(document.toString({ lineWidth: 0 }));
    };
    return this.#change(draw, options);
  }

  async rollback(number: number, options: ChangeOptions): Promise<ReloadReport | undefined> {
    const text = this.#history.textOf(number);
    return text === undefined ? undefined : this.#change(() => this.#from(text), options);
  }

  save(): Promise<string> {
    return this.#queue(async () => {
      await this.#write(this.#inForce.text);
      return this.#file;
    });
  }

  onReload(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  get #file(): string {
    return this.#inForce.config.sourceFile;
  }

  get #persisted(): boolean {
    return this.#fileText === this.#inForce.text;
  }

  #from(text: string): Blueprint {
    return this.parts.blueprints.fromText(text, this.#file);
  }

  #change(
    draw: () => Blueprint,
    { trigger, persist = false, precondition }: ChangeOptions,
  ): Promise<ReloadReport> {
    const checked = (): Blueprint => {
      asked(() => precondition?.());
      return draw();
    };
    return this.#inTurn(trigger, checked, persist);
  }

  #inTurn(trigger: string, draw: () => Blueprint, persist = false): Promise<ReloadReport> {
    return this.#queue(async () => {
      const report = await this.#attempt(trigger, draw, persist);
      this.#tell(report, trigger);
      return report;
    });
  }

  async #attempt(trigger: string, draw: () => Blueprint, persist: boolean): Promise<ReloadReport> {
    try {
      const next = draw();
      const report = this.#would(next);
      // A file that cannot be written must not leave a change in force that was to be in the file.
      if (persist && report.outcome !== 'refused') await this.#write(next.text);
      if (next.fromFile) this.#fileText = next.config.sourceFile ? next.text : undefined;
      if (report.outcome === 'applied') await this.#putInForce(next, trigger, report.changes);
      else this.#inForce = next;
      this.#lastError = undefined;
      return { ...report, generation: this.#history.current.number, persisted: this.#persisted };
    } catch (error) {
      const report = this.#refused(error);
      const { headline, problems } = report;
      if (!(error instanceof WishWithdrawn))
        this.#lastError = { at: Date.now(), trigger, headline, problems };
      return report;
    }
  }

  async #putInForce(drawn: Blueprint, trigger: string, changes: readonly ConfigChange[]): Promise<void> {
    const { config, fingerprint, secrets } = this.#inForce;
    // What is read from files shows in no comparison of sections.
    const read = drawn.secrets === secrets ? [] : READ_FROM_FILES;
    const next = { ...drawn, config: shareUnchanged(config, drawn.config, changes, read) };
    const kinds = next.fingerprint === fingerprint ? 'same' : 'changed';
    await switchOver(this.parts.inForce, this.parts.fleet, next, kinds);
    this.#inForce = next;
    this.#history.add(next.text, trigger, changes);
  }

  /** What putting it in force would change. */
  #would(next: Blueprint): ReloadReport {
    const changes = diffConfigs(this.#inForce.config, next.config);
    const { fingerprint, secrets } = this.#inForce;
    const same = changes.length === 0 && next.fingerprint === fingerprint && next.secrets === secrets;
    return {
      outcome: same ? 'unchanged' : 'applied',
      generation: this.#history.current.number,
      changes,
      problems: [],
      headline: '',
      warnings: next.warnings,
      persisted: this.#fileText === next.text,
    };
  }

  #refused(error: unknown): ReloadReport {
    const known = error instanceof ConfigError;
    const message = error instanceof Error ? error.message : String(error);
    return {
      outcome: 'refused',
      generation: this.#history.current.number,
      changes: [],
      problems: known ? error.problems : [],
      headline: known ? error.headline : message,
      warnings: [],
      persisted: this.#persisted,
    };
  }

  async #write(text: string): Promise<void> {
    if (this.#file === '') throw new Error('there is no configuration file to write to');
    const file = new ConfigFile(this.path);
    const found = await file.text();
    if (found !== this.#fileText) {
      throw new Error(`${this.#file} was changed by somebody else since it was read: reload it first`);
    }
    if (found !== text) await file.write(text);
    this.#fileText = text;
  }

  #tell(report: ReloadReport, trigger: string): void {
    const { log } = this.parts;
    const { generation, changes, problems, headline, warnings } = report;
    if (report.outcome === 'refused') {
      log.warn('Configuration is refused, the one in force stays', {
        trigger,
        generation,
        error: headline,
        problems: problems.map(problemText),
      });
    } else if (report.outcome === 'applied') {
      log.info('Configuration is in force', {
        trigger,
        generation,
        changes: changes.map(({ path }) => path),
      });
      const waiting = changes.filter(({ needsRestart }) => needsRestart).map(({ path }) => path);
      if (waiting.length > 0) log.warn('Some changes need a restart', { keys: waiting });
      for (const { message, path, line, hint } of warnings) {
        log.warn(message, { key: path, ...(line && { line }), ...(hint && { hint }) });
      }
    } else log.debug('Configuration is unchanged', { trigger, generation });
    for (const listener of this.#listeners) listener(report, trigger);
  }

  /** One change after the other. */
  #queue<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.#turn.then(work);
    this.#turn = result.catch(() => undefined);
    return result;
  }
}

/** Whoever wanted a change thought better of it: that says nothing of the configuration. */
class WishWithdrawn extends Error {}

function asked(work: () => void): void {
  try {
    work();
  } catch (error) {
    throw new WishWithdrawn(error instanceof Error ? error.message : String(error), { cause: error });
  }
}
