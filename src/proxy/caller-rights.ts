import type { Caller } from '../core/caller.js';
import { ForbiddenError } from '../core/client-errors.js';
import type { Exchange } from '../core/exchange.js';
import { isString, scanObject, textOf } from '../core/json-scan.js';
import type { OllaError } from '../core/olla-error.js';
import type { Candidates } from '../registry/index.js';

/**
 * What a caller may not ask for; undefined = nothing speaks against it. Whoever is kept to certain models has to
 * name one in every body, so that nothing slips past under a form that only the backend reads.
 */
export function refusalOf(caller: Caller, { model, body }: Exchange): OllaError | undefined {
  const { allowsModel } = caller;
  if (!allowsModel || (model === '' && body.length === 0)) return undefined;
  if (model === '') return new ForbiddenError('Your key is for certain models: name one of them');
  const named = [model, ...modelsNamed(body)];
  const forbidden = named.find((name) => !allowsModel(name));
  return forbidden === undefined
    ? undefined
    : new ForbiddenError(`Your key is not for the model '${forbidden}'`);
}

/** Of the candidates those that may serve the caller; the very same object where all may. */
export function permittedTo({ allowsEndpoint }: Caller, candidates: Candidates): Candidates {
  if (!allowsEndpoint) return candidates;
  const tiers = candidates.tiers
    .map((tier) => tier.filter(({ endpoint }) => allowsEndpoint(endpoint.name)))
    .filter((tier) => tier.length > 0);
  return { ...candidates, tiers, total: tiers.reduce((sum, tier) => sum + tier.length, 0) };
}

/** Every model at the top of a body: a key may stand there twice, and readers differ in which they take. */
function modelsNamed(body: Buffer): readonly string[] {
  const names: string[] = [];
  scanObject(body, ({ key, start, end, whole }) => {
    if (key.length === 5 && key.toLowerCase() === 'model' && whole) {
      names.push(isString(body, start) ? textOf(body, start, end).trim().toLowerCase() : '');
    }
    return false;
  });
  return names;
}
