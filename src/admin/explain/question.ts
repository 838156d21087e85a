import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { Caller } from '../../core/caller.js';
import { Exchange } from '../../core/exchange.js';
import type { Scope } from '../../core/surface.js';
import type { ExplainDto } from './explain.dto.js';

/** What a path was found to ask for. */
export interface Asked {
  readonly prefix: string;
  readonly scope: Scope;
}

/** The exchange of a request that nobody sends: no socket of it is ever connected. */
export function exchangeFor(
  question: ExplainDto,
  { prefix, scope }: Asked,
  caller: Caller | undefined,
): Exchange {
  const request = new IncomingMessage(new Socket());
  request.method = question.method ?? 'POST';
  request.url = question.path;
  request.headers = { 'content-type': 'application/json', ...lowerCased(question.headers ?? {}) };
  const client = question.client ?? '127.0.0.1';
  const exchange = new Exchange('', request, new ServerResponse(request), client, client, []);
  const [path = '', ...query] = question.path.split('?');
  exchange.path = path.slice(prefix.length) || '/';
  exchange.query = query.length > 0 ? `?${query.join('?')}` : '';
  exchange.scope = scope;
  exchange.caller = caller;
  exchange.body = bodyOf(question);
  return exchange;
}

function bodyOf({ body, model }: ExplainDto): Buffer {
  if (body === undefined && model === undefined) return Buffer.alloc(0);
  return Buffer.from(JSON.stringify({ ...(model !== undefined && { model }), ...body }));
}

const lowerCased = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
