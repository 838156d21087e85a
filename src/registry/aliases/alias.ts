import { linksOf } from '../../core/alias-target.js';
import type { Fleet } from '../../core/fleet.js';
import { type Holders, type Target, targetOf } from './target.js';

/** One configured alias, ready to be looked up. */
export class Alias {
  /** What is asked for first, what when that is nowhere to be had, and so on. */
  readonly #stages: readonly (readonly Target[])[];

  /**
   * @param name as configured
   * @param targets a target is a model, a pattern with `*`, or a chain of both such as `primary -> secondary`
   */
  constructor(
    readonly name: string,
    targets: readonly string[],
    names: Holders,
  ) {
    const stages: Target[][] = [];
    for (const target of targets) {
      linksOf(target).forEach((link, at) => (stages[at] ??= []).push(targetOf(link, names)));
    }
    this.#stages = stages;
  }

  /** For each stage that anybody has a model of: endpoint → its name of the first target that it has. */
  stagesIn(fleet: Fleet): readonly ReadonlyMap<string, string>[] {
    return this.#stages.map((targets) => namesIn(fleet, targets)).filter(({ size }) => size > 0);
  }
}

function namesIn(fleet: Fleet, targets: readonly Target[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const target of targets) {
    for (const { url, nativeName } of target(fleet)) if (!names.has(url)) names.set(url, nativeName);
  }
  const place = (url: string): number => fleet.byUrl.get(url)?.endpoint.index ?? 0;
  return new Map([...names].sort(([a], [b]) => place(a) - place(b)));
}
