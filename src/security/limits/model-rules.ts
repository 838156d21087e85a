import type { LimitsConfig, ModelLimitConfig } from '../../config/index.js';
import type { Matcher } from '../../core/glob.js';
import { wildcard } from '../../core/wildcard.js';

/** One entry of `limits.models`, ready to be asked. */
export interface ModelRule {
  /** The pattern: names that nobody knows are counted under it. */
  readonly key: string;
  readonly limits: ModelLimitConfig;
  readonly fits: Matcher;
}

export const rulesOf = ({ models }: LimitsConfig): readonly ModelRule[] =>
  models.map((limits) => ({
    key: plainModel(limits.model.toLowerCase()),
    limits,
    fits: wildcard(limits.model),
  }));

/** The first rule that means a plain name, in lower case, with its implied tag or without. */
export function ruleFor(rules: readonly ModelRule[], name: string): ModelRule | undefined {
  const tagged = name.includes(':') ? name : `${name}:latest`;
  return rules.find(({ fits }) => fits(name) || fits(tagged));
}

/** A name without a tag means `:latest` (decisions.md 16): both spellings are one model. */
export function plainModel(model: string): string {
  return model.endsWith(':latest') ? model.slice(0, -':latest'.length) : model;
}
