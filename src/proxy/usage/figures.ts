import type { Usage } from '../../core/outcome.js';

export type Field = keyof Usage;

type Figure = number | string | boolean;

/** The figures of an answer while they are gathered; each target sees to the kind of its fields. */
export type Figures = { [F in Field]?: Figure };

export const MOST = 2 ** 31 - 1;
/** A name or a reason goes to logs and pages: one that is longer is none. */
export const MOST_CHARACTERS = 256;
const NS_PER_MS = 1e6;
export const MS_PER_SECOND = 1_000;

type Reading = (value: unknown) => Figure | undefined;

const number = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : undefined;
const whole = (value: number | undefined): number | undefined =>
  value === undefined ? undefined : Math.min(MOST, Math.trunc(value));

/** Nothing counted is a figure, no time is not: it was not measured then. */
const count: Reading = (value) => whole(number(value));
const time =
  (scale: number): Reading =>
  (value) =>
    whole((number(value) ?? 0) * scale) || undefined;
const rate: Reading = (value) => number(value) || undefined;
const text: Reading = (value) =>
  typeof value === 'string' && value.length <= MOST_CHARACTERS ? value || undefined : undefined;
const flag: Reading = (value) => (value === true ? true : undefined);

const ms = time(1);
const ns = time(1 / NS_PER_MS);

/** How a value becomes a figure. */
export interface Target {
  readonly fields: readonly Field[];
  readonly read: Reading;
}

const to = (read: Reading, ...fields: Field[]): Target => ({ fields, read });

/** Names of paths and calculations that are figures themselves (backends.md §8). */
export const DIRECT: ReadonlyMap<string, Target> = new Map([
  ['model', to(text, 'model')],
  ['finish_reason', to(text, 'finishReason')],
  ['input_tokens', to(count, 'inputTokens')],
  ['output_tokens', to(count, 'outputTokens')],
  ['total_tokens', to(count, 'totalTokens')],
  ['cached_tokens', to(count, 'cachedTokens')],
  ['reasoning_tokens', to(count, 'reasoningTokens')],
  ['ttft_ms', to(ms, 'ttftMs')],
  ['prompt_ms', to(ms, 'promptMs')],
  ['generation_ms', to(ms, 'generationMs')],
  ['model_load_ms', to(ms, 'modelLoadMs')],
  ['total_ms', to(ms, 'totalMs')],
  ['tokens_per_sec', to(rate, 'tokensPerSecond')],
  ['tokens_per_second', to(rate, 'tokensPerSecond')],
  ['is_complete', to(flag, 'isComplete')],
]);

/** Other names for them, which count less. */
export const ALIASES: ReadonlyMap<string, Target> = new Map([
  ['done', to(flag, 'isComplete')],
  ['processing_time_ms', to(ms, 'generationMs')],
  ['predicted_ms', to(ms, 'generationMs')],
  ['generation_time_ms', to(ms, 'generationMs')],
  ['prompt_processing_ms', to(ms, 'promptMs')],
  ['total_time_ms', to(ms, 'totalMs')],
  ['prompt_duration_ns', to(ns, 'promptMs', 'ttftMs')],
  ['prompt_eval_duration', to(ns, 'promptMs', 'ttftMs')],
  ['eval_duration_ns', to(ns, 'generationMs')],
  ['eval_duration', to(ns, 'generationMs')],
  ['total_duration_ns', to(ns, 'totalMs')],
  ['load_duration_ns', to(ns, 'modelLoadMs')],
]);

/** Sets what a value says unless it is known already. */
export function fill(figures: Figures, { fields, read }: Target, value: unknown): void {
  if (value === undefined || value === null) return;
  const figure = read(value);
  if (figure === undefined) return;
  for (const field of fields) figures[field] ??= figure;
}

/** Sets what a value says, whatever was there; 0 and nonsense say nothing. */
export function replace(figures: Figures, { fields, read }: Target, value: unknown): void {
  const figure = read(value) || undefined;
  if (figure === undefined) return;
  for (const field of fields) figures[field] = figure;
}
