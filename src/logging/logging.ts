import { isatty } from 'node:tty';
import { type BootSettings, bootSettings } from './boot-settings.js';
import { wantsColour } from './colour.js';
import { LogFile } from './file/log-file.js';
import { fileSettings } from './file/file-settings.js';
import { LineWriter } from './line-writer.js';
import { Outlet, type Sink } from './outlet.js';
import { PinoLogger } from './pino-logger.js';
import { standardOutput } from './standard-output.js';
import { effectiveSettings, type Environment, type Surroundings, type WantedLogging } from './settings.js';
import { coloured, logfmt, type TextLine } from './text-lines.js';
import { themeOf } from './theme.js';
import { logTimestamp, rfc3339 } from './timestamp.js';

/** Where the log is shown. */
export interface Console {
  readonly out: Sink & Partial<Pick<LineWriter, 'drained' | 'flushSync'>>;
  /** Whether somebody sits before it. */
  readonly isTty: boolean;
}

/**
 * The log of the process. Until the configuration says how, records wait; then they are written as all others
 * are. If it never comes, {@link flush} writes them as the environment asks (configuration.md §13.1, §24.12).
 */
export class Logging {
  /** The same object all along. */
  readonly log: PinoLogger;
  readonly #boot: BootSettings;
  readonly #surroundings: Surroundings;
  readonly #out: Console['out'];
  readonly #outlet: Outlet;
  readonly #file: LogFile;
  #format: 'json' | 'text';

  /** @param preface called once, before the first record is written */
  constructor(
    env: Environment,
    { out, isTty } = shell(),
    private readonly preface?: (format: 'json' | 'text') => void,
  ) {
    this.#boot = bootSettings(env);
    this.#surroundings = { env, isTty };
    this.#format = this.#boot.pretty ? 'text' : 'json';
    this.#out = out;
    this.#outlet = new Outlet(out);
    this.log = new PinoLogger('info', this.#outlet);
    this.log.hold();
    this.#file = new LogFile(fileSettings(env), {
      lost: (path, error) =>
        this.log.warn('Log file cannot be written, records go to standard output alone', { path, error }),
      found: (path) => this.log.info('Log file is written again', { path }),
    });
  }

  /** What standard output is given: as configured, or as the environment asks as long as nothing is. */
  get format(): 'json' | 'text' {
    return this.#format;
  }

  /** Follows the configuration, at the start and after each reload; a level that was set by hand ends with it. */
  configure(wanted: WantedLogging): void {
    const { level, format, toFile, rfc3339: zoned } = effectiveSettings(wanted, this.#surroundings);
    const { log } = this;
    this.#format = format;
    log.setLevel(level);
    log.stampWith(zoned ? (at) => rfc3339(new Date(at)) : logTimestamp);
    if (log.holds) this.#release(this.#boot.fileOutput ?? toFile);
    this.#shape(toFile);
    if (!toFile) void this.#file.close();
  }

  /** Text for people between the records: JSON has none. */
  print(text: string): void {
    if (this.#format === 'text') this.#out.write(text);
  }

  /** Writes at once whatever still waits, for a configuration too: for the `exit` of the process. */
  flush(): void {
    this.#releaseUnconfigured();
    this.#out.flushSync?.();
  }

  /** What was logged before has arrived when it resolves; may be called again. */
  async close(): Promise<void> {
    this.#releaseUnconfigured();
    await this.#file.close();
    await this.#out.drained?.();
  }

  #releaseUnconfigured(): void {
    if (this.log.holds) this.#release(this.#boot.fileOutput === true);
  }

  #release(toFile: boolean): void {
    this.preface?.(this.#format);
    this.#shape(toFile);
    this.log.release(this.#boot.level);
  }

  #shape(toFile: boolean): void {
    this.#outlet.shape(this.#textLine(), toFile ? this.#file : undefined);
  }

  #textLine(): TextLine | undefined {
    if (this.#format === 'json') return undefined;
    const { env, isTty } = this.#surroundings;
    return wantsColour(env, isTty) ? coloured(themeOf(this.#boot.theme)) : logfmt;
  }
}

const shell = (): Console => ({ out: new LineWriter(standardOutput()), isTty: isatty(1) });
