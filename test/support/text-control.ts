import { type Document, parseDocument } from 'yaml';
import {
  type ChangeOptions,
  ConfigControl,
  ConfigError,
  ConfigSource,
  type ConfigState,
  endpointDefinitions,
  type Environment,
  type Generation,
  type OllaConfig,
  parseConfig,
  type ReloadReport,
} from '../../src/config/index.js';
import { Live } from '../../src/core/live.js';
import type { FleetStore } from '../../src/registry/index.js';

const NO_PROFILES = { canonical: (type: string) => type, byName: () => undefined };

/** The configuration of a program that is nothing but its text: real parsing, checking and endpoints, no files. */
export class TextControl extends ConfigControl {
  readonly source: ConfigSource;
  readonly asked: ChangeOptions[] = [];
  text: string;
  #number = 1;

  constructor(
    text: string,
    private readonly store: FleetStore,
    private readonly env: Environment = {},
  ) {
    super();
    this.text = text;
    const live = new Live(this.#parsed(text));
    this.source = Object.assign(Object.create(ConfigSource.prototype) as ConfigSource, { live });
    this.#putInForce(live.current);
  }

  get state(): ConfigState {
    return { generation: this.history[0]!, file: '', persisted: false, pendingRestart: [] };
  }

  get history(): readonly Generation[] {
    const etag = String(this.#number);
    return [{ number: this.#number, appliedAt: 0, trigger: 'start', changes: [], etag }];
  }

  edit(change: (document: Document) => void, options: ChangeOptions): Promise<ReloadReport> {
    return this.#attempt(options, () => {
      const document = parseDocument(this.text, { uniqueKeys: false });
      change(document);
      return document.toString({ lineWidth: 0 });
    });
  }

  apply(text: string, options: ChangeOptions): Promise<ReloadReport> {
    return this.#attempt(options, () => text);
  }

  reload = (): never => unused();
  refreshSecrets = (): never => unused();
  check = (): never => unused();
  rollback = (): never => unused();
  save = (): never => unused();
  onReload = (): (() => void) => () => undefined;

  #attempt(options: ChangeOptions, draw: () => string): Promise<ReloadReport> {
    this.asked.push(options);
    try {
      const text = draw();
      const config = this.#parsed(text);
      const outcome = text === this.text ? 'unchanged' : 'applied';
      this.text = text;
      this.#number += Number(outcome === 'applied');
      this.source.live.set(config);
      this.#putInForce(config);
      return Promise.resolve(this.#report({ outcome, persisted: options.persist ?? false }));
    } catch (error) {
      const problems = error instanceof ConfigError ? error.problems : [];
      const headline = error instanceof ConfigError ? error.headline : String(error);
      return Promise.resolve(this.#report({ outcome: 'refused', problems, headline }));
    }
  }

  #parsed(text: string): OllaConfig {
    return parseConfig(text, { env: this.env }).config;
  }

  #putInForce({ discovery }: OllaConfig): void {
    this.store.replaceEndpoints(endpointDefinitions(discovery.static.endpoints, NO_PROFILES));
  }

  #report(over: Partial<ReloadReport>): ReloadReport {
    return {
      outcome: 'applied',
      generation: this.#number,
      changes: [],
      problems: [],
      headline: '',
      warnings: [],
      persisted: false,
      ...over,
    };
  }
}

function unused(): never {
  throw new Error('no test asks for this');
}
