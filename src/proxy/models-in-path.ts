import { cleanPath } from './target-path.js';

/** Behind these, gateways look for a model in the path, and take it before that of the body. */
const NAMED = /\/(engines|deployments|models?)\/(.+)$/is;
/** What is asked of the model, at the end. */
const ASKED =
  /(?:\/(?:chat\/completions|completions|embeddings|responses|messages|rerank|(?:audio|images)\/\w+|infer|generate(?:_stream)?|invoke(?:-with-response-stream)?|converse(?:-stream)?)|:(?:(?:stream)?generateContent|countTokens|(?:batch)?embedContents?|(?:stream)?(?:raw)?predict))$/i;
/** `/engines/llama.cpp/v1/…` names a kind of server. */
const OF_ENGINE = /^(?:.+\/)?v1$/i;
/** Said of the model in the body. */
const ORDERS: ReadonlySet<string> = new Set(['load', 'unload', 'download']);

/** The models that a backend could read in a path, in lower case; what cannot be decoded names an unknown one. */
export function modelsInPath(path: string): readonly string[] {
  const [, place, rest] = NAMED.exec(resolved(path).toLowerCase()) ?? [];
  if (rest === undefined || ORDERS.has(rest)) return [];
  const name = rest.replace(ASKED, '');
  return place === 'engines' && OF_ENGINE.test(name) ? [] : [name];
}

/** As a backend may see it: decoded once, without dots, a backslash taken for a slash. */
export function resolved(path: string): string {
  try {
    return cleanPath(decodeURIComponent(path).replaceAll('\\', '/'));
  } catch {
    return '/models/?';
  }
}
