import { sendOne } from './request.js';
import type { Tally } from './tally.js';

const EVERY_MS = 100;

/** Steady light traffic: a whole answer and a stream in turn, ten requests a second. */
export class Traffic {
  private readonly underWay = new Set<Promise<void>>();
  private readonly timer: NodeJS.Timeout;
  private number = 0;

  constructor(url: string, tally: Tally) {
    this.timer = setInterval(() => {
      const number = this.number++;
      const sending = sendOne(url, number % 2 === 0 ? 'unary' : 'stream', number, tally).finally(() =>
        this.underWay.delete(sending),
      );
      this.underWay.add(sending);
    }, EVERY_MS);
  }

  /** Sends no more and waits for the answers that are still to come. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    await Promise.all(this.underWay);
  }
}
