import { dice, fingerprint } from './words.js';

/** A text as the tokens it consists of: one word each, with the space before it. */
export interface Answer {
  readonly tokens: readonly string[];
  /** `length` when the client's limit cut it short. */
  readonly finish: 'stop' | 'length';
}

const WORDS = (
  'a quiet river carries small bright stones past old mills where careful people count every turning wheel and ' +
  'write down what the water says about rain wind light trains bread paper maps glass copper ladders gardens ' +
  'windows lanterns harbours questions answers patience summer winter morning evening distance music silence'
).split(' ');

/** The answer of the server `name` to a prompt: always the same, starting with `[name]`. */
export function composeAnswer(name: string, prompt: string, limit = Infinity, length?: number): Answer {
  const roll = dice(fingerprint(prompt));
  const full = length ?? 16 + Math.floor(roll() * 32);
  const count = Math.min(full, limit);
  const tokens: string[] = [];
  let sentence = 0;
  for (let at = 0; at < count; at++) {
    if (at === 0) {
      tokens.push(`[${name}]`);
      continue;
    }
    const word = WORDS[Math.floor(roll() * WORDS.length)]!;
    const ends = at === full - 1 || (sentence > 4 && roll() < 0.2);
    tokens.push(` ${sentence === 0 ? capital(word) : word}${ends ? '.' : ''}`);
    sentence = ends ? 0 : sentence + 1;
  }
  return { tokens, finish: count < full ? 'length' : 'stop' };
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
