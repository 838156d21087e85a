import type { Abortable, Exchange } from '../../core/exchange.js';
import { QueueTimeoutError } from '../../core/availability-errors.js';
import type { OllaError } from '../../core/olla-error.js';
import type { Candidates } from '../../registry/index.js';
import type { Selection } from './placement.js';

/** How a waiter ends: with an endpoint, with none, or with an error. */
export interface Ending {
  readonly resolve: (selection: Selection | undefined) => void;
  readonly reject: (error: OllaError) => void;
}

/** What a request waits with. */
export interface Waiting {
  readonly exchange: Exchange;
  readonly candidates: Candidates;
  readonly tried: ReadonlySet<string>;
  /** Whose request it is, and of which model. */
  readonly flow: string;
  readonly model: string;
  /** Start tag: the lowest goes first. */
  readonly start: number;
  /** Milliseconds of the exchange's clock at which it has waited too long. */
  readonly deadlineMs: number;
  /** Milliseconds that it was expected to wait when it came. */
  readonly expectedMs: number;
}

/** A request that waits. It ends once, however many ends come together. */
export class Waiter implements Abortable {
  readonly sinceMs: number;
  readonly #timer: NodeJS.Timeout;
  /** URL of the endpoint that it waits for, as of the last look. */
  assigned = '';
  over = false;

  constructor(
    readonly what: Waiting,
    private readonly ending: Ending,
    private readonly left: (waiter: Waiter) => void,
  ) {
    this.sinceMs = what.exchange.elapsed();
    this.#timer = setTimeout(() => this.expire(), what.deadlineMs - this.sinceMs);
  }

  /** Milliseconds that it has waited. */
  get waitedMs(): number {
    return this.what.exchange.elapsed() - this.sinceMs;
  }

  serve(selection: Selection | undefined): void {
    if (this.#end()) this.ending.resolve(selection);
  }

  /** Its time is up, whether or not its timer has had its turn. */
  get isLate(): boolean {
    return this.what.exchange.elapsed() > this.what.deadlineMs;
  }

  /** Its time is up: it is sent nowhere any more. */
  expire(): void {
    this.abort(new QueueTimeoutError(this.what.deadlineMs, this.what.expectedMs));
  }

  /** The client left, the time is up, or Olla stops. */
  abort(reason: OllaError): void {
    if (this.#end()) this.ending.reject(reason);
  }

  #end(): boolean {
    if (this.over) return false;
    this.over = true;
    clearTimeout(this.#timer);
    const { exchange } = this.what;
    exchange.waitedMs += this.waitedMs;
    if (exchange.underWay === this) exchange.underWay = undefined;
    this.left(this);
    return true;
  }
}
