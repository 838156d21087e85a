import { Injectable } from '@nestjs/common';
import type { Exchange } from '../../core/exchange.js';
import { isArray, isString, type Member, scanObject, textOf } from '../../core/json-scan.js';
import { type Inspector, Inspects } from './inspector.js';
import { isJson } from './json-content.js';

/** However large a body is, no more of it than this is searched for the model (proxying.md §4.2). */
const SEARCHED_BYTES = 8 * 1024 * 1024;

/** Finds the model and the wish for a stream in a JSON body, whole or malformed, without parsing it. */
@Injectable()
@Inspects()
export class ModelInspector implements Inspector {
  inspect(exchange: Exchange): void {
    const { body } = exchange;
    if (body.length === 0 || !isJson(exchange.request.headers['content-type'])) return;
    const to = Math.min(body.length, SEARCHED_BYTES);
    const found = search(body, to);
    const named = found.model || (exchange.path === NAMES_BY_NAME ? found.name : '');
    exchange.model = named.trim().toLowerCase();
    exchange.stream = found.stream;
  }
}

/** Ollama takes `name` here as well, from the time before it was called `model`. */
export const NAMES_BY_NAME = '/api/show';

function search(body: Buffer, to: number): { model: string; name: string; stream: boolean } {
  let first = '';
  let last = '';
  let alternative = '';
  let stream = false;
  let messages: Member | undefined;
  const whole = scanObject(
    body,
    (member) => {
      const { key, start, end } = member;
      if (key === 'model' || (key.length === 5 && key.toLowerCase() === 'model')) {
        if (!member.whole || !isString(body, start)) return false;
        const name = textOf(body, start, end);
        if (first.trim() === '') first = name;
        if (name.trim() !== '') last = name;
      } else if (key === 'stream') stream = body[start] === TRUE;
      else if (key === 'messages') messages = member;
      else if (key === 'name' && member.whole && isString(body, start))
        alternative = textOf(body, start, end);
      return false;
    },
    0,
    to,
  );
  const model = (whole ? last : first) || (messages ? modelOfFirst(body, messages) : '');
  return { model, name: alternative, stream };
}

/** Some clients put the model into their first message. */
function modelOfFirst(body: Buffer, messages: Member): string {
  if (!isArray(body, messages.start)) return '';
  let model = '';
  const from = messages.start + 1;
  scanObject(
    body,
    (member) => {
      if (member.key !== 'model') return false;
      if (member.whole && isString(body, member.start)) model = textOf(body, member.start, member.end);
      return true;
    },
    from,
    messages.end,
  );
  return model;
}

/** `t` of `true`. */
const TRUE = 0x74;
