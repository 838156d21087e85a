import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { ControlDesk } from './control-desk.js';
import type { ServerView } from './dialects/dialect.js';
import { DIALECT } from './dialects/index.js';
import { Engine } from './engine/engine.js';
import { checkFault, type Fault } from './faults/fault.js';
import { FaultSwitch, NO_FAULT } from './faults/fault-switch.js';
import { FrontDesk } from './front-desk.js';
import { Listener } from './http/listener.js';
import { Catalogue } from './models.js';
import { settingsOf, type SimulatorOptions, type SimulatorSettings } from './options.js';
import { RequestCounter, type RequestCounts } from './request-counts.js';
import { type SimulatorState, stateOf } from './state.js';

/** Where a started simulator is. */
export interface Address {
  readonly port: number;
  readonly url: string;
  /** Where `/sim/*` can be reached whatever happens, when there is a control port. */
  readonly controlUrl?: string;
}

const GRACE_MS = 1_000;

/** An inference server without a model: real HTTP, real queueing, made-up words, and faults on demand. */
export class Simulator {
  readonly settings: SimulatorSettings;
  private readonly engine: Engine;
  private readonly faults = new FaultSwitch(() => void this.setFault(NO_FAULT).catch(() => undefined));
  private readonly counter = new RequestCounter();
  private readonly control = new ControlDesk(this);
  private readonly view: ServerView & { startedAt: number };
  private readonly desk: FrontDesk;
  private readonly own: Listener;
  private readonly second: Listener;
  private loading = false;
  private port = 0;

  constructor(options: SimulatorOptions) {
    this.settings = settingsOf(options);
    const dialect = DIALECT[this.settings.dialect];
    this.engine = new Engine(this.settings);
    const catalogue = new Catalogue(this.settings.models, dialect.implicitTag);
    this.view = { settings: this.settings, dialect, engine: this.engine, catalogue, startedAt: Date.now() };
    this.desk = new FrontDesk(this.view, this.faults, this.counter, () => this.loading);
    this.own = new Listener(this.settings.host, (request, response) =>
      this.receive(request, response, 'own'),
    );
    this.second = new Listener(this.settings.host, (request, response) =>
      this.receive(request, response, 'control'),
    );
  }

  /** Opens its port, or ports; 0 takes a free one. May be called again after `stop` or `kill`. */
  async start(port = this.settings.port): Promise<Address> {
    const { controlPort } = this.settings;
    this.boot();
    this.port = await this.own.open(port);
    const url = this.urlOf(this.port);
    if (controlPort === undefined) return { port: this.port, url };
    try {
      return { port: this.port, url, controlUrl: this.urlOf(await this.second.open(controlPort)) };
    } catch (error) {
      await this.kill();
      throw error;
    }
  }

  /** Lets running answers finish, for a second at most, then closes everything. */
  async stop(): Promise<void> {
    this.own.closeDoor();
    const deadline = Date.now() + GRACE_MS;
    while (this.desk.busy > 0 && Date.now() < deadline) await sleep(5);
    await this.kill();
  }

  /** Dies on the spot: every socket is destroyed, all work and memory is lost. The counters stay. */
  async kill(): Promise<void> {
    this.faults.set(NO_FAULT);
    this.engine.reset();
    await Promise.all([this.own.drop(), this.second.drop()]);
    this.port = 0;
  }

  /** Switches to a fault, or with `{ kind: 'none' }` back to normal; throws a `FaultError` on nonsense. */
  async setFault(fault: Fault): Promise<void> {
    checkFault(fault);
    const started = this.port !== 0;
    if (fault.kind === 'refuse' && !started)
      throw new Error('only a started simulator can refuse connections');
    this.faults.set(fault);
    if (!started) return;
    if (fault.kind === 'refuse') await this.own.drop();
    else await this.own.open(this.port);
  }

  /** Changes what it lists and serves; at least one model. Whoever is being served is served to the end. */
  setModels(names: readonly string[]): void {
    if (names.length === 0) throw new RangeError('at least one model is needed');
    this.view.catalogue.replace(names);
  }

  /** From now on it says that there is no such model, and lists it all the same; `setModels` ends that. */
  forget(model: string): void {
    this.view.catalogue.forget(model);
  }

  get fault(): Fault {
    return this.faults.present;
  }

  get hasControlPort(): boolean {
    return this.settings.controlPort !== undefined;
  }

  state(): SimulatorState {
    return stateOf(this.settings, this.engine, this.view.catalogue, this.own.isOpen, this.fault);
  }

  requests(): RequestCounts {
    return this.counter.snapshot();
  }

  private receive(request: IncomingMessage, response: ServerResponse, door: 'own' | 'control'): void {
    const url = urlOf(request);
    if (door === 'control' || url.pathname.startsWith('/sim/')) {
      this.control.handle(request, response, url.pathname, door);
    } else {
      this.desk.handle(request, response, url);
    }
  }

  private boot(): void {
    const models = this.view.catalogue.all.map(({ name }) => name);
    const { loads } = this.view.dialect;
    this.view.startedAt = Date.now();
    this.loading = false;
    if (loads === 'before-start') this.engine.preload(models);
    if (loads !== 'while-open' || models.length > 1) return;
    this.loading = true;
    this.engine.load(models[0]!, () => {
      this.loading = false;
    });
  }

  private urlOf(port: number): string {
    const { host } = this.settings;
    const reachable = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
    return `http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${port}`;
  }
}

/** The target of a request, cleaned; a nonsensical one becomes a path that nobody has. */
function urlOf(request: IncomingMessage): URL {
  const target = request.url ?? '/';
  try {
    return target.startsWith('/') ? new URL(`http://simulator${target}`) : new URL(target);
  } catch {
    return new URL('http://simulator/nonsense');
  }
}
