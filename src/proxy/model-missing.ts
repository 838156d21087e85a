const FORGOTTEN_AFTER_MS = 10 * 60_000;
const ENOUGH = 3;
/** For how long a pair that was dropped stays away, whatever its endpoint lists. */
export const HELD_FOR_MS = 60_000;
const MOST_PAIRS = 1_000;

/**
 * Whether an answer of a backend says that it has no such model. Anything else that is not found, such as
 * a path, is another matter, and so is a model that it has and cannot load.
 * @param tail the end of the answer's body
 * @param model the name that the backend was sent
 */
export function saysModelMissing(status: number, tail: Buffer | string, model: string): boolean {
  if ((status !== 404 && status !== 400) || model === '') return false;
  const text = tail.toString().toLowerCase();
  return ANY_MODEL.test(text) || saysSoOf(text, model.toLowerCase());
}

/** OpenAI's code, which LM Studio and others send as well, and the words of those who do not repeat the name. */
const ANY_MODEL = /"code"\s*:\s*"model_not_found"|\bmodel not found\b/;

/** Quotes, with or without their escapes, stand around the name or not. */
const BEFORE = /\bmodel\W*$/;
const AFTER = /^\W*(?:(?:is|was) )?(?:not found|does not exist)\b/;
const INVALID_BEFORE = /\binvalid model (?:identifier|name)\b[\w\s]*\W*$/;
const NOT_FOUND_TYPE = /"type"\s*:\s*"not_found_error"/;
const ENDED = /^\\?"/;

function saysSoOf(text: string, model: string): boolean {
  for (let at = text.indexOf(model); at >= 0; at = text.indexOf(model, at + 1)) {
    const before = text.slice(Math.max(0, at - 80), at);
    const after = text.slice(at + model.length, at + model.length + 40);
    if (INVALID_BEFORE.test(before)) return true;
    if (!BEFORE.test(before)) continue;
    if (AFTER.test(after) || (ENDED.test(after) && NOT_FOUND_TYPE.test(text))) return true;
  }
  return false;
}

interface Pair {
  /** When its endpoint denied having it, as far as that still counts. */
  times: number[];
  heldUntil: number;
}

/**
 * Counts how often endpoints deny having a model that they list (models-and-health.md §18.8). One denial
 * may be a reload or a pull under way; three in a row, within ten minutes, are believed.
 */
export class MissingModels {
  /** The pair that was heard of longest ago comes first. */
  readonly #pairs = new Map<string, Pair>();

  /** Writes down a denial. True when it is the one that settles it: then the pair is held for a minute. */
  note(url: string, model: string, now: number): boolean {
    const key = keyOf(url, model);
    const known = this.#pairs.get(key);
    if (known && known.heldUntil > now) return false;
    const times = (known?.times ?? []).filter((time) => now - time < FORGOTTEN_AFTER_MS);
    times.push(now);
    const settled = times.length >= ENOUGH;
    this.#keep(key, settled ? { times: [], heldUntil: now + HELD_FOR_MS } : { times, heldUntil: 0 });
    return settled;
  }

  /** The endpoint answered well for the model: what was said against it no longer counts. */
  clear(url: string, model: string): void {
    if (this.#pairs.size > 0) this.#pairs.delete(keyOf(url, model));
  }

  #keep(key: string, pair: Pair): void {
    this.#pairs.delete(key);
    this.#pairs.set(key, pair);
    if (this.#pairs.size <= MOST_PAIRS) return;
    const [oldest] = this.#pairs.keys();
    this.#pairs.delete(oldest!);
  }
}

const keyOf = (url: string, model: string): string => `${url}\n${model.toLowerCase()}`;
