import { isDeepStrictEqual } from 'node:util';
import type { Model } from '../../core/model.js';

/** Whether two lists say the same. */
export function sameModels(before: readonly Model[], now: readonly Model[]): boolean {
  if (before.length !== now.length) return false;
  return before.every((model, at) => isDeepStrictEqual(lasting(model), lasting(now[at]!)));
}

/**
 * Without a date that means nothing: vLLM and its kin write the time of the listing into `created`,
 * so that no two lists are alike. A date beside a digest is a real one.
 */
function lasting(model: Model): Model {
  if (!model.details || 'digest' in model.details) return model;
  const { modified_at: _, ...details } = model.details;
  return { ...model, details };
}
