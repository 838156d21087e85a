import type { Model, ModelDetails } from '../../core/model.js';

/** Whether two lists say the same. */
export function sameModels(before: readonly Model[], now: readonly Model[]): boolean {
  return before.length === now.length && before.every((model, at) => sameModel(model, now[at]!));
}

function sameModel(a: Model, b: Model): boolean {
  if (a === b) return true;
  return (
    a.name === b.name &&
    a.sizeBytes === b.sizeBytes &&
    a.type === b.type &&
    a.description === b.description &&
    sameDetails(a.details, b.details)
  );
}

function sameDetails(a: ModelDetails | undefined, b: ModelDetails | undefined): boolean {
  if (!a || !b) return a === b;
  const keys = Object.keys(a) as (keyof ModelDetails)[];
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every((key) => sameValue(a[key], b[key]) || (meansNothing(key, a) && key in b));
}

/**
 * vLLM and its kin write the time of the listing into `created`, so that no two lists are alike. A date
 * beside a digest is a real one.
 */
const meansNothing = (key: string, { digest }: ModelDetails): boolean =>
  key === 'modified_at' && digest === undefined;

function sameValue(a: ModelDetails[keyof ModelDetails], b: ModelDetails[keyof ModelDetails]): boolean {
  if (a === b) return true;
  if (!Array.isArray(a) || !Array.isArray(b)) return false;
  return a.length === b.length && a.every((item, at) => item === b[at]);
}
