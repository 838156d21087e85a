import type { Exchange } from '../../core/exchange.js';
import type { Priority } from '../../core/caller.js';
import { isPriority, lesser } from './fair-clock.js';

/** The class that a request asks for by `X-Olla-Priority`, as far as its key allows. */
export function priorityOf({ request, caller }: Exchange): Priority {
  const asked = request.headers['x-olla-priority'];
  const text = typeof asked === 'string' ? asked.trim().toLowerCase() : '';
  const wanted = isPriority(text) ? text : 'normal';
  return caller?.maxPriority ? lesser(wanted, caller.maxPriority) : wanted;
}
