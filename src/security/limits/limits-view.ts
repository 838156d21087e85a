import { Injectable } from '@nestjs/common';

/** What is limited, as the configuration calls it. */
export type LimitName =
  'requests_per_minute' | 'requests_per_day' | 'tokens_per_minute' | 'tokens_per_day' | 'max_concurrent';

/** How far one limit is used up. */
export interface Gauge {
  readonly limit: LimitName;
  readonly capacity: number;
  readonly used: number;
  readonly remaining: number;
  /** Epoch milliseconds at which all of it is there again; 0 where that is up to requests under way. */
  readonly resetsAt: number;
}

/** Somebody or something with limits of its own. */
export interface Limited {
  /** An address or its /64, the name of a caller, of a model, of an endpoint; `all` for everybody together. */
  readonly key: string;
  readonly gauges: readonly Gauge[];
}

/** Whose limits these are. */
export const LIMIT_KINDS = ['global', 'clients', 'callers', 'models', 'endpoints'] as const;
export type LimitKind = (typeof LIMIT_KINDS)[number];

/** Counters of one kind, for those who look at them. */
export interface LimitSource {
  readonly kind: LimitKind;
  /** All that are limited and known, in any order. */
  limited(): Iterable<Limited>;
  /** Undefined for somebody who has no limit or was never counted. */
  one(key: string): Limited | undefined;
  /**
   * Forgets what was counted, for `key` or for all; requests under way go on counting.
   * @returns of how many it was forgotten
   */
  reset(key?: string): number;
}

const MOST_SHOWN = 100;

/** All limits and how far they are used up: for reading, and for letting somebody start anew. */
@Injectable()
export class LimitsView {
  readonly #sources = new Map<LimitKind, LimitSource>();

  /** Each kind has one source; it introduces itself. */
  add(source: LimitSource): void {
    this.#sources.set(source.kind, source);
  }

  /** Every kind with at most so many of its members, those first that have used up most of a limit. */
  view(most = MOST_SHOWN): Readonly<Record<LimitKind, readonly Limited[]>> {
    return {
      global: this.#mostUsed('global', most),
      clients: this.#mostUsed('clients', most),
      callers: this.#mostUsed('callers', most),
      models: this.#mostUsed('models', most),
      endpoints: this.#mostUsed('endpoints', most),
    };
  }

  /** Undefined for somebody who has no limit or was never counted. */
  one(kind: LimitKind, key: string): Limited | undefined {
    return this.#sources.get(kind)?.one(key);
  }

  /**
   * Forgets what was counted, for `key` or for all of a kind.
   * @returns of how many it was forgotten
   */
  reset(kind: LimitKind, key?: string): number {
    return this.#sources.get(kind)?.reset(key) ?? 0;
  }

  #mostUsed(kind: LimitKind, most: number): readonly Limited[] {
    const all = [...(this.#sources.get(kind)?.limited() ?? [])].map((limited) => ({
      limited,
      share: Math.max(0, ...limited.gauges.map(({ used, capacity }) => used / capacity)),
    }));
    all.sort((a, b) => b.share - a.share);
    return all.slice(0, most).map(({ limited }) => limited);
  }
}
