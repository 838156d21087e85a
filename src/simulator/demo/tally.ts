/** How one request ended. */
export type Ending =
  /** Complete. */
  | 'ok'
  /** No answer, an error status, or a whole answer that broke off. */
  | 'lost'
  /** A stream that broke off in its middle, and the client could tell. */
  | 'told'
  /** A stream that broke off and looked as though it had ended. */
  | 'silent';

export type Mode = 'unary' | 'stream';

/** Counts what became of the traffic; every figure is of a real request. */
export class Tally {
  readonly sent: Record<Mode, number> = { unary: 0, stream: 0 };
  readonly endings: Record<Mode, Record<Ending, number>> = { unary: noEndings(), stream: noEndings() };
  /** Complete answers by the endpoint that gave them. */
  readonly served = new Map<string, number>();
  /** What was said about lost requests, and how often. */
  readonly complaints = new Map<string, number>();

  end(mode: Mode, ending: Ending, endpoint: string | undefined, complaint?: string): void {
    this.endings[mode][ending]++;
    if (ending === 'ok' && endpoint) this.served.set(endpoint, (this.served.get(endpoint) ?? 0) + 1);
    if (complaint) this.complaints.set(complaint, (this.complaints.get(complaint) ?? 0) + 1);
  }

  total(ending: Ending): number {
    return this.endings.unary[ending] + this.endings.stream[ending];
  }
}

const noEndings = (): Record<Ending, number> => ({ ok: 0, lost: 0, told: 0, silent: 0 });
