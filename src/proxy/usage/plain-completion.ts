import type { JsonObject } from './json.js';
import { SHAPE_KEYS } from './shapes.js';

/** What a chat completion of OpenAI's holds its figures in. */
const OWN = new Set(['model', 'choices', 'usage']);
/** What other dialects wrap their answers in. */
const WRAPPERS = ['response', 'delta', 'status'];
const USAGE = '"usage":{';
const REASON = '"finish_reason":"';
const MODEL = '"model":"';
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
/** Printable ASCII but for the backslash: a text that stands in the answer as it is. */
const AS_IT_IS = /^[\x20-\x5b\x5d-\x7e]*$/;

/**
 * Says whether an answer holds figures in members other than those of a plain completion.
 * @param keys the members that a profile looks at
 */
export function lookout(keys: ReadonlySet<string>): RegExp {
  const others = [...SHAPE_KEYS, ...WRAPPERS, ...keys].filter((key) => !OWN.has(key));
  const escaped = [...new Set(others)].map((key) => key.replaceAll(/[^\w]/g, String.raw`\$&`));
  return new RegExp(`"(?:${escaped.join('|')})":`);
}

/**
 * Model, reason and usage of a plain completion, by looking for them instead of building the document: inside of its texts
 * quotes are escaped, so that what is found stands outside of them. Undefined when in doubt.
 */
export function plainCompletion(bytes: Buffer, others: RegExp): JsonObject | undefined {
  const text = bytes.toString('latin1');
  const start = text.lastIndexOf(USAGE);
  if (start < 0 || others.test(text)) return undefined;
  const end = endOf(text, start + USAGE.length - 1);
  const model = textAfter(text, MODEL);
  const reason = textAfter(text, REASON);
  if (end < 0 || model === undefined || reason === undefined) return undefined;
  try {
    const usage: unknown = JSON.parse(text.slice(start + USAGE.length - 1, end));
    return { model, choices: [{ finish_reason: reason }], usage };
  } catch {
    return undefined;
  }
}

/** After the brace that closes the one at `start`; -1 when none does. */
function endOf(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === OPEN_BRACE) depth++;
    else if (code === CLOSE_BRACE && --depth === 0) return at + 1;
  }
  return -1;
}

function textAfter(text: string, name: string): string | undefined {
  const start = text.indexOf(name);
  if (start < 0) return undefined;
  const found = text.slice(start + name.length, text.indexOf('"', start + name.length));
  return AS_IT_IS.test(found) ? found : undefined;
}
