import type { Fault } from './fault.js';

export const NO_FAULT: Fault = { kind: 'none' };

/** Holds the present fault and decides, evenly and repeatably, which requests it hits. */
export class FaultSwitch {
  private fault: Fault = NO_FAULT;
  private owed = 0;
  private timer: NodeJS.Timeout | undefined;

  /** @param expired told when a fault with `forMs` is over */
  constructor(private readonly expired: () => void) {}

  get present(): Fault {
    return this.fault;
  }

  set(fault: Fault): void {
    clearTimeout(this.timer);
    this.fault = fault;
    this.owed = 0;
    if (fault.forMs !== undefined) this.timer = setTimeout(this.expired, fault.forMs);
  }

  /** The fault that hits this request, if one does. A share of 0.25 hits every fourth. */
  strike(probe: boolean): Fault | undefined {
    const { fault } = this;
    if (fault.kind === 'none' || (probe && fault.health !== true)) return undefined;
    this.owed += fault.share ?? (fault.kind === 'flaky' ? 0.5 : 1);
    if (this.owed < 1 - 1e-9) return undefined;
    this.owed -= 1;
    return fault;
  }
}
