import type { MetricsExtraction } from '../../registry/index.js';
import { type Calculation, compileCalculation } from './calculation/calculation.js';
import type { Value } from './calculation/value.js';
import { ALIASES, DIRECT, fill, type Figures, replace, type Target } from './figures.js';
import { compilePath, type JsonPath, valueAt } from './json-path.js';

interface NamedPath {
  readonly name: string;
  readonly path: JsonPath;
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
  readonly #paths: readonly NamedPath[];
  readonly #calculations: readonly NamedCalculation[];

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
  }

  /** Fills in what the answer says where the profile looks. */
  fillIn(figures: Figures, root: object): void {
    const variables = new Map<string, Value>();
    for (const { name, path } of this.#paths) variables.set(name, scalar(valueAt(root, path)));
    for (const [name, value] of variables) fillAs(DIRECT.get(name), figures, value);
    for (const [name, value] of variables) fillAs(ALIASES.get(name), figures, value);
    for (const { name, calculate, target } of this.#calculations) {
      const value = calculate(variables);
      variables.set(name, value);
      if (target) replace(figures, target, value);
    }
  }
}

function fillAs(target: Target | undefined, figures: Figures, value: Value): void {
  if (target) fill(figures, target, value);
}

function compiledPaths(paths: MetricsExtraction['paths']): readonly NamedPath[] {
  return [...paths].flatMap(([name, text]) => {
    const path = compilePath(text);
    return path ? [{ name, path }] : [];
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
