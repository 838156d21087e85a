import type { ServerResponse } from 'node:http';
import type { Damage } from '../http/reply.js';
import type { Fault } from './fault.js';

const AFTER_FRAMES = 3;
const DELAY_MS = 1_000;

/** How a fault spoils an answer that is otherwise given. */
export function damageOf(fault: Fault | undefined): Damage | undefined {
  const afterFrames = fault?.afterFrames ?? AFTER_FRAMES;
  if (fault?.kind === 'cut') return { kind: 'cut', afterFrames };
  if (fault?.kind === 'malformed' && fault.variant === 'body') return { kind: 'garble', afterFrames };
  return undefined;
}

export interface Ways {
  /** Goes on as though nothing were wrong. */
  answer(): void;
  /** Answers with an error in the dialect of the server. */
  refuseWith(status: number, retryAfter: number | undefined): void;
}

/** Does to a request what its fault demands. */
export function inject(fault: Fault | undefined, response: ServerResponse, ways: Ways): void {
  switch (fault?.kind) {
    case 'hang':
      return;
    case 'reset':
      response.socket?.resetAndDestroy();
      return;
    case 'status':
      return ways.refuseWith(fault.status ?? 500, fault.retryAfter);
    case 'flaky':
      return ways.refuseWith(500, fault.retryAfter);
    case 'slow': {
      const timer = setTimeout(() => ways.answer(), fault.delayMs ?? DELAY_MS);
      response.once('close', () => clearTimeout(timer));
      return;
    }
    case 'malformed':
      if (fault.variant === 'body') return ways.answer();
      response.socket?.end('\u0016\u0003 I speak no HTTP\r\n\r\n');
      return;
    default:
      return ways.answer();
  }
}
