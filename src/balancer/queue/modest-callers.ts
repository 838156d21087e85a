import type { Selection } from './placement.js';

/** Who has asked within this time may ask again any moment. */
const REMEMBERED_MS = 120_000;
/** So many callers of so many models are told apart; those who asked longest ago are forgotten. */
const MOST_CALLERS = 256;
const MOST_MODELS = 256;
/** Shares are worked out anew after this: who waits is looked at far more often. */
const COUNTED_FOR_MS = 50;

interface Use {
  /** Attempts under way. */
  inUse: number;
  askedAt: number;
}

/** The callers of one model. */
interface Callers {
  /** Those who asked last stand last. */
  readonly uses: Map<string, Use>;
  /** What each would have if all had the same; `Infinity` = nobody has less than half of that. */
  share: number;
  countedAt: number;
}

/**
 * Who uses how much of each model, so that whoever asks now and then finds a slot free though others always want more. To
 * be next in line is not enough for that: answers take long, and a slot that is taken is not given back.
 */
export class ModestCallers {
  readonly #models = new Map<string, Callers>();

  /** A request has come. */
  asked(model: string, flow: string, now: number): void {
    let callers = this.#models.get(model);
    if (!callers) {
      callers = { uses: new Map(), share: Infinity, countedAt: now };
      this.#models.set(model, callers);
      forgetFirst(this.#models, MOST_MODELS);
    }
    const { uses } = callers;
    const use = uses.get(flow) ?? { inUse: 0, askedAt: now };
    use.askedAt = now;
    uses.delete(flow);
    uses.set(flow, use);
    forgetFirst(uses, MOST_CALLERS);
  }

  /** An attempt begins. */
  take(selection: Selection, model: string, flow: string): void {
    const use = this.#models.get(model)?.uses.get(flow);
    if (!use) return;
    use.inUse++;
    selection.use = { model, flow };
  }

  /** It is over. */
  giveBack({ use }: Selection): void {
    const callers = use && this.#models.get(use.model);
    const known = callers?.uses.get(use!.flow);
    if (!known || known.inUse === 0) return;
    known.inUse--;
    // Whoever has nothing now is owed something at once.
    if (known.inUse === 0) callers!.countedAt = Number.NEGATIVE_INFINITY;
  }

  /** Whether a caller has its share or more while somebody who asks now and then has less than half of it. */
  hasTooMuch(model: string, flow: string, now: number): boolean {
    const callers = this.#models.get(model);
    if (!callers || callers.uses.size < 2) return false;
    if (Math.abs(now - callers.countedAt) >= COUNTED_FOR_MS) {
      callers.share = shareOf(callers.uses, now);
      callers.countedAt = now;
    }
    return (callers.uses.get(flow)?.inUse ?? 0) >= callers.share;
  }
}

function shareOf(uses: ReadonlyMap<string, Use>, now: number): number {
  let callers = 0;
  let all = 0;
  let least = Infinity;
  for (const { inUse, askedAt } of uses.values()) {
    if (inUse === 0 && now - askedAt > REMEMBERED_MS) continue;
    callers++;
    all += inUse;
    least = Math.min(least, inUse);
  }
  const share = all / callers;
  return least < share / 2 ? share : Infinity;
}

function forgetFirst(of: Map<string, unknown>, most: number): void {
  if (of.size > most) of.delete(of.keys().next().value!);
}
