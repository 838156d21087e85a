/** The end of a program that runs until Ctrl-C, SIGTERM or a set time. A second signal ends it the hard way. */
export class End {
  private readonly controller = new AbortController();
  private timer: NodeJS.Timeout | undefined;
  private readonly come = (): void => this.controller.abort();
  readonly signal: AbortSignal = this.controller.signal;
  readonly reached = new Promise<void>((resolve) => {
    this.signal.addEventListener('abort', () => resolve(), { once: true });
  });

  constructor() {
    process.once('SIGINT', this.come);
    process.once('SIGTERM', this.come);
  }

  /** Comes by itself after `ms`, if that is given. */
  after(ms: number | undefined): void {
    if (ms !== undefined) this.timer = setTimeout(this.come, ms);
  }

  dispose(): void {
    clearTimeout(this.timer);
    process.off('SIGINT', this.come);
    process.off('SIGTERM', this.come);
  }
}
