import { type Field, type Figures, MOST, MOST_CHARACTERS } from './figures.js';
import { eachMember, firstElement } from './members.js';

/** The members of a chat completion of OpenAI's: figures stand in three of them. */
const MEMBERS = new Set([
  ...['id', 'object', 'created', 'model', 'choices', 'usage'],
  ...['system_fingerprint', 'service_tier', 'provider', 'prompt_logprobs', 'kv_transfer_params'],
]);
const OWN = new Set(['model', 'choices', 'usage']);
const COUNTS: ReadonlyMap<string, Field> = new Map<string, Field>([
  ['prompt_tokens', 'inputTokens'],
  ['completion_tokens', 'outputTokens'],
  ['total_tokens', 'totalTokens'],
]);
/** What a name looks like that needs no decoding: a string of printable ASCII. */
const PLAIN_NAME = /^"[ !#-[\]-~]+"$/;
const PLAIN_COUNT = /^\d{1,15}$/;

/**
 * The figures of a chat completion that has none but those that all have, which most answers are: read where they stand,
 * without building the answer. Undefined when somebody has to look closer.
 * @param text one JSON document, as Latin-1: nothing that is read here has other letters
 * @param keys the members that a profile looks at
 */
export function plainFigures(text: string, keys: ReadonlySet<string>): Figures | undefined {
  const figures: Figures = { model: '', finishReason: '', isComplete: true };
  let isCounted = false;
  const end = eachMember(text, 0, (key, start, to) => {
    if (!MEMBERS.has(key) || (keys.has(key) && !OWN.has(key))) return false;
    if (key === 'model') figures.model = nameAt(text, start, to);
    else if (key === 'choices') figures.finishReason = reasonAt(text, start);
    else if (key === 'usage') isCounted = addCounts(figures, text, start);
    return true;
  });
  if (end < 0 || text.slice(end).trim() !== '') return undefined;
  if (!isCounted || figures.model === '' || figures.finishReason === '') return undefined;
  const { inputTokens, outputTokens } = figures;
  if (inputTokens !== undefined && outputTokens !== undefined)
    figures.totalTokens ??= (inputTokens as number) + (outputTokens as number);
  return figures;
}

/** Why the first choice ended; `` = it does not say so plainly. */
function reasonAt(text: string, choices: number): string {
  let reason = '';
  const end = eachMember(text, firstElement(text, choices), (key, start, to) => {
    if (key === 'finish_reason') reason = nameAt(text, start, to);
    return true;
  });
  return end < 0 ? '' : reason;
}

/** Whether all that is counted are the usual counts. */
function addCounts(figures: Figures, text: string, usage: number): boolean {
  const end = eachMember(text, usage, (key, start, to) => {
    const value = text.slice(start, to);
    if (value === 'null') return true;
    const field = COUNTS.get(key);
    if (field === undefined || !PLAIN_COUNT.test(value) || Number(value) > MOST) return false;
    figures[field] = Number(value);
    return true;
  });
  return end > 0;
}

function nameAt(text: string, start: number, end: number): string {
  const name = text.slice(start, end);
  if (name.length - 2 > MOST_CHARACTERS || name === '"none"' || !PLAIN_NAME.test(name)) return '';
  return name.slice(1, -1);
}
