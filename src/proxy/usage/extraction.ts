import { isDeepStrictEqual } from 'node:util';
import type { MetricsExtraction } from '../../registry/index.js';
import { type Calculation, compileCalculation } from './calculation/calculation.js';
import type { Value } from './calculation/value.js';
import { ALIASES, DIRECT, fill, type Figures, replace, type Target } from './figures.js';
import { figuresOf } from './gather.js';
import type { JsonObject } from './json.js';
import { compilePath, type JsonPath, valueAt } from './json-path.js';
import { plainFigures } from './plain-completion.js';

interface NamedPath {
  readonly name: string;
  readonly path: JsonPath;
  /** The member of the answer that it begins with. */
  readonly top: string;
  /** What it is by its name; its other name counts less. */
  readonly direct: Target | undefined;
  readonly alias: Target | undefined;
}

interface NamedCalculation {
  readonly name: string;
  readonly calculate: Calculation;
  readonly target: Target | undefined;
}

/**
 * The `metrics.extraction` of one profile, compiled (backends.md §8.2). What can't be compiled costs nothing but itself and
 * stands in `problems`.
 */
export class Extraction {
  /** `invalid calculation for field F: <expression> - <cause>`, each. */
  readonly problems: readonly string[];
  /** The members of an answer that its paths begin with. */
  readonly keys: ReadonlySet<string>;
  /** Finds nothing in a plain completion but what everybody finds there. */
  readonly isUsual: boolean;
  readonly #paths: readonly NamedPath[];
  readonly #calculations: readonly NamedCalculation[];
  /** The same names with every answer: what it held before is overwritten. */
  readonly #variables = new Map<string, Value>();

  constructor({
    enabled,
    paths,
    calculations,
  }: Pick<MetricsExtraction, 'enabled' | 'paths' | 'calculations'>) {
    const problems: string[] = [];
    this.#paths = enabled ? compiledPaths(paths) : [];
    this.#calculations = enabled ? compiledCalculations(calculations, problems) : [];
    this.keys = new Set(this.#paths.map(({ path }) => String(path[0])));
    this.problems = problems;
    this.isUsual = SAMPLES.every((sample) =>
      isDeepStrictEqual(figuresOf(sample, this), plainFigures(JSON.stringify(sample), this.keys)),
    );
  }

  /** Fills in what the answer says where the profile looks. */
  fillIn(figures: Figures, root: JsonObject): void {
    const variables = this.#variables;
    for (const { name } of this.#calculations) variables.set(name, null);
    for (const { name, path, top, direct } of this.#paths) {
      const value = root[top] === undefined ? null : scalar(valueAt(root, path));
      variables.set(name, value);
      if (direct && value !== null) fill(figures, direct, value);
    }
    for (const { name, alias } of this.#paths) if (alias) fill(figures, alias, variables.get(name));
    for (const { name, calculate, target } of this.#calculations) {
      const value = calculate(variables);
      variables.set(name, value);
      if (target) replace(figures, target, value);
    }
  }
}

/** Plain completions of all sizes: whoever finds the usual in all of them looks for nothing else. */
const SAMPLES: readonly JsonObject[] = [0, 1, 17, 1_000, 99_999, 1e7].flatMap((input) =>
  [0, 3, 512, 123_456].map((output) => ({
    model: 'llama3.2:3b',
    choices: [{ finish_reason: 'stop' }],
    usage: { prompt_tokens: input, completion_tokens: output, total_tokens: input + output },
  })),
);

function compiledPaths(paths: MetricsExtraction['paths']): readonly NamedPath[] {
  return [...paths].flatMap(([name, text]) => {
    const path = compilePath(text);
    if (!path) return [];
    return [{ name, path, top: String(path[0]), direct: DIRECT.get(name), alias: ALIASES.get(name) }];
  });
}

function compiledCalculations(
  calculations: MetricsExtraction['calculations'],
  problems: string[],
): readonly NamedCalculation[] {
  return [...calculations].flatMap(([name, expression]) => {
    try {
      return [{ name, calculate: compileCalculation(expression), target: DIRECT.get(name) }];
    } catch (error) {
      const cause = error instanceof Error ? error.message : String(error);
      problems.push(`invalid calculation for field ${name}: ${expression} - ${cause}`);
      return [];
    }
  });
}

const scalar = (value: unknown): Value =>
  typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean' ? value : null;
