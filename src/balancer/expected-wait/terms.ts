import type { WaitTerms } from '../../core/forecast.js';
import type { Residency } from '../../core/residency.js';
import type { Reading } from './reading-speed.js';

/** What is believed of one endpoint and one model at one moment. Times in milliseconds; nothing here is certain. */
export interface Belief {
  /** Requests that it serves at once. */
  readonly slots: number;
  /** Requests that it serves or that wait there, ours included. */
  readonly busy: number;
  /** Of these, what others sent, as far as it tells. */
  readonly others: number;
  /** What a request there usually takes, from slot to last byte. */
  readonly serviceMs: number;
  readonly residency: Residency;
  /** The endpoint said so, so lately that it has to be true. */
  readonly told: boolean;
  /** Olla told it to load the model: nobody has to wait for that there. */
  readonly ordered: boolean;
  /** What loading the model takes there. */
  readonly loadMs: number;
  /** For how long it has been loading; 0 unless it is. */
  readonly loadingForMs: number;
  /** Until there is room in memory; 0 = there is, or nobody knows better. */
  readonly roomMs: number;
  /** What callers of other models will wait longer, because of the one that has to go. */
  readonly evictionMs: number;
  /** There is room for the model, for sure. */
  readonly hasRoom: boolean;
  /** The model that has to go; undefined = none, as far as anybody knows. */
  readonly victim: string | undefined;
  /** Every model there is in use by somebody: the victim has to be left alone first. */
  readonly victimInUse: boolean;
  /** What reading a prompt takes there. */
  readonly reading: Reading;
  /** How likely the model is not in memory where `residency` is unknown, 0 to 1. */
  readonly doubt: number;
}

/** What is asked of it. */
export interface Demand {
  readonly promptTokens: number;
  /** Tokens of the prompt that the endpoint has read before in this conversation. */
  readonly cachedTokens: number;
}

/** A load keeps a machine from other work, and memory from other models: it counts for so much more than its time. */
const UPHEAVAL = 0.25;
/** A load that should be over by now still takes this part of its usual time. */
const OVERDUE = 0.05;

/**
 * The expected delay of a request on an endpoint: time until a slot, until the model is loaded, until the prompt is read,
 * and the harm done to others. Pure, so that it can be shown by tables.
 */
export function expectedWait(belief: Belief, demand: Demand): WaitTerms {
  const slotMs = untilSlot(belief);
  const loadMs = untilLoaded(belief);
  const { baseMs, msPerToken } = belief.reading;
  const prefillMs = baseMs + Math.max(demand.promptTokens - demand.cachedTokens, 0) * msPerToken;
  const evictionMs = belief.residency === 'absent' ? belief.evictionMs + belief.loadMs * UPHEAVAL : 0;
  return { slotMs, loadMs, prefillMs, evictionMs, totalMs: slotMs + loadMs + prefillMs + evictionMs };
}

/** With every slot taken, one becomes free each `serviceMs / slots`; whoever waits already goes first. */
function untilSlot({ slots, busy, serviceMs }: Belief): number {
  return busy < slots ? 0 : ((busy - slots + 1) * serviceMs) / slots;
}

function untilLoaded({ residency, loadMs, loadingForMs, roomMs, doubt }: Belief): number {
  switch (residency) {
    case 'loaded':
      return 0;
    case 'loading':
      return Math.max(loadMs - loadingForMs, loadMs * OVERDUE);
    case 'absent':
      return roomMs + loadMs;
    case 'unknown':
      return doubt * loadMs;
  }
}
