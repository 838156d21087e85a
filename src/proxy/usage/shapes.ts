import { DIRECT, fill, type Figures, MS_PER_SECOND, type Target } from './figures.js';
import type { JsonObject } from './json.js';
import { compilePath, type JsonPath, valueAt } from './json-path.js';

/** Where servers have a figure, and in what unit: milliseconds if it is a time and nothing else is said. */
const PLACES: readonly (readonly [name: string, ...paths: readonly string[]])[] = [
  ['model', 'model'],
  [
    'finish_reason',
    'choices[0].finish_reason',
    'done_reason',
    'stop_reason',
    'stop_type',
    'meta_info.finish_reason.type',
  ],
  ['input_tokens', 'usage.prompt_tokens', 'usage.input_tokens', 'prompt_eval_count', 'tokens_evaluated'],
  ['input_tokens', 'meta_info.prompt_tokens', 'stats.input_tokens'],
  ['output_tokens', 'usage.completion_tokens', 'usage.output_tokens', 'eval_count', 'tokens_predicted'],
  ['output_tokens', 'timings.predicted_n', 'meta_info.completion_tokens', 'stats.total_output_tokens'],
  ['total_tokens', 'usage.total_tokens'],
  ['cached_tokens', 'usage.prompt_tokens_details.cached_tokens', 'usage.input_tokens_details.cached_tokens'],
  ['cached_tokens', 'usage.cache_read_input_tokens', 'usage.prompt_cache_hit_tokens', 'timings.cache_n'],
  ['cached_tokens', 'meta_info.cached_tokens'],
  ['reasoning_tokens', 'usage.completion_tokens_details.reasoning_tokens'],
  ['reasoning_tokens', 'usage.output_tokens_details.reasoning_tokens', 'usage.reasoning_tokens'],
  ['reasoning_tokens', 'stats.reasoning_output_tokens'],
  ['prompt_ms', 'timings.prompt_ms', 'prompt_eval_duration ns'],
  ['generation_ms', 'timings.predicted_ms', 'eval_duration ns', 'stats.generation_time s'],
  ['ttft_ms', 'stats.time_to_first_token s', 'stats.time_to_first_token_seconds s'],
  ['total_ms', 'total_duration ns', 'meta_info.e2e_latency s'],
  ['model_load_ms', 'load_duration ns', 'stats.model_load_time_seconds s'],
  ['tokens_per_sec', 'timings.predicted_per_second', 'stats.tokens_per_second'],
  ['is_complete', 'done'],
];
const UNITS: Readonly<Record<string, number>> = { ns: 1e-6, s: MS_PER_SECOND };

interface Place {
  /** The member of the answer that it begins with. */
  readonly top: string;
  readonly target: Target;
  readonly path: JsonPath;
  /** 0 = as it is. */
  readonly scale: number;
}

const SHAPES: readonly Place[] = PLACES.flatMap(([name, ...places]) =>
  places.map((place) => {
    const [path = '', unit = ''] = place.split(' ');
    const compiled = compilePath(path)!;
    return { top: String(compiled[0]), target: DIRECT.get(name)!, path: compiled, scale: UNITS[unit] ?? 0 };
  }),
);

/** The members of an answer that hold figures in one of the shapes. */
export const SHAPE_KEYS: ReadonlySet<string> = new Set(SHAPES.map(({ path }) => String(path[0])));

/** Figures that no profile has found, from where servers usually have them (backends.md §8.2). */
export function fillFromShapes(figures: Figures, root: JsonObject): void {
  for (const { top, target, path, scale } of SHAPES) {
    if (root[top] === undefined || figures[target.fields[0]!] !== undefined) continue;
    const value = valueAt(root, path);
    if (value === undefined || value === 'none') continue;
    fill(figures, target, scale !== 0 && typeof value === 'number' ? value * scale : value);
  }
}
