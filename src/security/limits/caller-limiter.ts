import { Injectable } from '@nestjs/common';
import type { Caller, CallerLimits } from '../../core/caller.js';
import { DayQuota } from './day-quota.js';
import { type Limited, type LimitSource, LimitsView } from './limits-view.js';
import { Meter } from './meter.js';
import { MinuteQuota } from './minute-quota.js';
import type { Quota } from './quota.js';

/** Above this many, whoever was idle longest gives way: an identity provider may know any number of people. */
const MOST_CALLERS = 10_000;

interface Known {
  readonly meter: Meter;
  /** The limits that the meter has now. */
  limits: CallerLimits | undefined;
}

/** Counts what callers use: requests when they come, tokens when answers are over. */
@Injectable()
export class CallerLimiter implements LimitSource {
  readonly kind = 'callers';
  /** In order of last use: the longest idle comes first. */
  readonly #known = new Map<string, Known>();

  constructor(view: LimitsView) {
    view.add(this);
  }

  /**
   * Counts a request, unless one of the caller's limits is used up.
   * @param lines gets the caller's `RateLimit` fields
   * @returns the limit that is used up
   */
  admit(caller: Caller, lines: string[], now = Date.now()): Quota | undefined {
    if (!caller.limits) {
      if (this.#known.size > 0) this.#known.delete(caller.name);
      return undefined;
    }
    const meter = this.#meterOf(caller.name, caller.limits);
    const exhausted = meter.exhausted(now);
    if (!exhausted) meter.countRequest(now);
    meter.pushFields(lines, now);
    return exhausted;
  }

  /** The meter of a caller whose tokens count; undefined for everybody else. */
  tokenMeter(name: string): Meter | undefined {
    const meter = this.#known.get(name)?.meter;
    return meter?.countsTokens ? meter : undefined;
  }

  *limited(): Iterable<Limited> {
    for (const [key, { meter }] of this.#known) {
      const gauges = meter.gauges(Date.now());
      if (gauges.length > 0) yield { key, gauges };
    }
  }

  one(key: string): Limited | undefined {
    const gauges = this.#known.get(key)?.meter.gauges(Date.now()) ?? [];
    return gauges.length > 0 ? { key, gauges } : undefined;
  }

  reset(key?: string): number {
    const chosen = key === undefined ? [...this.#known.values()] : [this.#known.get(key)];
    const known = chosen.filter((entry) => entry !== undefined);
    for (const { meter } of known) meter.clear();
    return known.length;
  }

  #meterOf(name: string, limits: CallerLimits): Meter {
    let known = this.#known.get(name);
    if (known) this.#known.delete(name);
    else if (this.#known.size >= MOST_CALLERS) this.#dropLongestIdle();
    known ??= { meter: meterOfCaller(), limits: undefined };
    this.#known.set(name, known);
    if (known.limits !== limits) {
      known.limits = limits;
      const { requestsPerMinute, requestsPerDay, tokensPerMinute, tokensPerDay } = limits;
      known.meter.resize([requestsPerMinute, requestsPerDay, tokensPerMinute, tokensPerDay]);
    }
    return known.meter;
  }

  #dropLongestIdle(): void {
    for (const name of this.#known.keys()) {
      this.#known.delete(name);
      return;
    }
  }
}

const meterOfCaller = (): Meter =>
  new Meter([
    new MinuteQuota({ name: 'key', limit: 'requests_per_minute' }),
    new DayQuota({ name: 'key-day', limit: 'requests_per_day' }),
    new MinuteQuota({ name: 'key-tokens', limit: 'tokens_per_minute' }),
    new DayQuota({ name: 'key-tokens-day', limit: 'tokens_per_day' }),
  ]);
