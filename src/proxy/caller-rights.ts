import type { Caller } from '../core/caller.js';
import { ForbiddenError } from '../core/client-errors.js';
import type { Exchange } from '../core/exchange.js';
import type { OllaError } from '../core/olla-error.js';
import type { Candidates } from '../registry/index.js';
import { modelsInPath, resolved } from './models-in-path.js';
import { modelsInBody, modelsInQuery } from './models-named.js';

/**
 * What a caller may not ask for; undefined = nothing speaks against it. Whoever is kept to certain models has to
 * name one in every request, so that nothing slips past under a form that only the backend reads.
 */
export function refusalOf(caller: Caller, exchange: Exchange): OllaError | undefined {
  const { allowsModel } = caller;
  if (!allowsModel || tellsNothing(exchange)) return undefined;
  const named = modelsOf(exchange);
  if (named.length === 0) return new ForbiddenError('Your key is for certain models: name one of them');
  const forbidden = named.find((name) => !allowsModel(name));
  return forbidden === undefined
    ? undefined
    : new ForbiddenError(`Your key is not for the model '${forbidden}'`);
}

/** Greetings, by which clients find out whether and what a server is. */
const GREETINGS: ReadonlySet<string> = new Set(['/', '/version', '/api/version']);

const isReading = (method: string): boolean => method === 'GET' || method === 'HEAD';

const tellsNothing = ({ method, path }: Exchange): boolean => isReading(method) && GREETINGS.has(path);

/**
 * Every model that the request names; none when a backend could find another one, or needs none. Whatever is only read,
 * such as lists, slots with other people's prompts and metrics, is about all that a backend has, whatever the request says.
 */
function modelsOf({ method, model, body, path, query, request }: Exchange): readonly string[] {
  if (model === '' || isReading(method) || !isPlainJson(request.rawHeaders)) return [];
  const inBody = modelsInBody(body, resolved(path).toLowerCase()) ?? [];
  return inBody.length === 0 ? inBody : [model, ...inBody, ...modelsInQuery(query), ...modelsInPath(path)];
}

/** Whether every reader takes the body for JSON as it stands: one form of it, in one line, and no coding. */
function isPlainJson(rawHeaders: readonly string[]): boolean {
  let types = 0;
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = rawHeaders[i]!.toLowerCase();
    const value = rawHeaders[i + 1]!.trim().toLowerCase();
    if (name === 'content-encoding' && value !== 'identity') return false;
    if (name === 'content-type' && (++types > 1 || !PLAIN_JSON.test(value))) return false;
  }
  return true;
}

const PLAIN_JSON = /^application\/json\s*(?:;\s*charset="?utf-?8"?\s*)?;?$/;

/** Of the candidates those that may serve the caller; the very same object where all may. */
export function permittedTo({ allowsEndpoint }: Caller, candidates: Candidates): Candidates {
  if (!allowsEndpoint) return candidates;
  const tiers = candidates.tiers
    .map((tier) => tier.filter(({ endpoint }) => allowsEndpoint(endpoint.name)))
    .filter((tier) => tier.length > 0);
  return { ...candidates, tiers, total: tiers.reduce((sum, tier) => sum + tier.length, 0) };
}
