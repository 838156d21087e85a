import { Injectable } from '@nestjs/common';
import { LiveLimitsConfig } from '../../config/index.js';
import { RateLimitedError } from '../../core/client-errors.js';
import type { Exchange } from '../../core/exchange.js';
import { Violations } from '../violations.js';
import { type Limited, type LimitSource, LimitsView } from './limits-view.js';
import type { Meter } from './meter.js';
import { type ModelRule, plainModel, ruleFor, rulesOf } from './model-rules.js';
import { ModelUse } from './model-use.js';

/** Who knows which names of models mean something. */
export interface ModelDirectory {
  /** Whether a model or an alias goes by this name, in lower case. */
  knows(name: string): boolean;
}

/** Further names are counted under their pattern. */
const MOST_MODELS = 10_000;

/**
 * The limits of models (`limits.models`), which all callers share. Each name is counted by itself; names
 * that nobody has ever heard of are clients' inventions and share one count per pattern.
 */
@Injectable()
export class ModelLimits implements LimitSource {
  readonly kind = 'models';
  readonly #uses = new Map<string, ModelUse>();
  #rules: readonly ModelRule[];

  constructor(
    limits: LiveLimitsConfig,
    view: LimitsView,
    private readonly violations: Violations,
  ) {
    this.#rules = rulesOf(limits.current);
    limits.onChange((next) => this.#follow(rulesOf(next)));
    view.add(this);
  }

  /**
   * Lets a request for its model in, and adds the model's `RateLimit` fields to its answer.
   * @returns what has to be left when the request is over; undefined where nothing is limited
   * @throws RateLimitedError when a limit of the model is used up
   */
  enter(exchange: Exchange, directory: ModelDirectory): ModelUse | undefined {
    if (this.#rules.length === 0 || exchange.model === '') return undefined;
    const use = this.#useOf(exchange.model, directory);
    if (!use) return undefined;
    const now = Date.now();
    const refusal = use.enter(now);
    use.meter.pushFields(exchange.replyHeaders, now);
    if (!refusal) return use;
    const { client, path, model } = exchange;
    this.violations.record({ type: 'rate_limit', client, path });
    const message = `The limit of ${refusal.limit} for the model '${model}' is used up`;
    throw new RateLimitedError(refusal.waitSeconds, message);
  }

  /** The meter of a model whose tokens count; undefined for every other. */
  tokenMeter(model: string): Meter | undefined {
    if (this.#rules.length === 0) return undefined;
    const name = plainModel(model);
    const use = this.#uses.get(name) ?? this.#uses.get(ruleFor(this.#rules, name)?.key ?? '');
    return use?.meter.countsTokens ? use.meter : undefined;
  }

  *limited(): Iterable<Limited> {
    for (const [key, use] of this.#uses) yield { key, gauges: use.gauges(Date.now()) };
  }

  one(key: string): Limited | undefined {
    const use = this.#uses.get(plainModel(key));
    return use && { key: plainModel(key), gauges: use.gauges(Date.now()) };
  }

  reset(key?: string): number {
    const chosen = key === undefined ? [...this.#uses.values()] : [this.#uses.get(plainModel(key))];
    const uses = chosen.filter((use) => use !== undefined);
    for (const { meter } of uses) meter.clear();
    return uses.length;
  }

  #useOf(model: string, directory: ModelDirectory): ModelUse | undefined {
    const name = plainModel(model);
    const known = this.#uses.get(name);
    if (known) return known;
    const rule = ruleFor(this.#rules, name);
    if (!rule) return undefined;
    const own = this.#uses.size < MOST_MODELS && directory.knows(model);
    const key = own ? name : rule.key;
    let use = this.#uses.get(key);
    if (!use) {
      use = new ModelUse();
      use.follow(rule.limits);
      this.#uses.set(key, use);
    }
    return use;
  }

  /** Counts stay with their names; what no rule limits any more is forgotten. */
  #follow(rules: readonly ModelRule[]): void {
    this.#rules = rules;
    for (const [key, use] of this.#uses) {
      const rule = key.includes('*') ? rules.find((known) => known.key === key) : ruleFor(rules, key);
      if (rule) use.follow(rule.limits);
      else this.#uses.delete(key);
    }
  }
}
