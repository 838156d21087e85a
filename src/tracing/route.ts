import type { Outcome } from '../core/outcome.js';
import { operationNameOf } from './gen-ai.js';

/**
 * The route of a request, of which there are few: its prefix, and its path where that is one that asks for a model. Anything else may
 * be what a client invents.
 */
export function routeOf(outcome: Pick<Outcome, 'path' | 'provider'>): string {
  const prefix = `/olla/${outcome.provider || 'proxy'}`;
  const query = outcome.path.indexOf('?');
  const path = query < 0 ? outcome.path : outcome.path.slice(0, query);
  return operationNameOf(outcome) === undefined ? `${prefix}/*` : prefix + path;
}
