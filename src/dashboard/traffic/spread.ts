/**
 * How durations are spread, in steps that grow with them: four to each doubling, so that a percentile is right to a tenth
 * of its value. Kept and sent as a flat list of pairs: step, count, step, count.
 */

const PER_DOUBLING = 4;
const LAST_STEP = 80;

/** Adds a duration to a list of pairs. */
export const addTo = (pairs: number[], ms: number): void => addStep(pairs, stepOf(ms));

/** Adds one more of a step to a list of pairs. */
export function addStep(pairs: number[], step: number): void {
  for (let i = 0; i < pairs.length; i += 2) {
    if (pairs[i] === step) {
      pairs[i + 1] = pairs[i + 1]! + 1;
      return;
    }
  }
  pairs.push(step, 1);
}

/** Several lists of pairs as one. */
export function merged(lists: Iterable<readonly number[]>): readonly number[] {
  const counts = new Map<number, number>();
  for (const pairs of lists) {
    for (let i = 0; i < pairs.length; i += 2) {
      counts.set(pairs[i]!, (counts.get(pairs[i]!) ?? 0) + pairs[i + 1]!);
    }
  }
  return [...counts].flat();
}

/**
 * The duration that so large a part of all stays below.
 * @param part between 0 and 1
 * @returns undefined when there is none
 */
export function percentile(pairs: readonly number[], part: number): number | undefined {
  const steps: [step: number, count: number][] = [];
  let total = 0;
  for (let i = 0; i < pairs.length; i += 2) {
    steps.push([pairs[i]!, pairs[i + 1]!]);
    total += pairs[i + 1]!;
  }
  if (total === 0) return undefined;
  steps.sort(([a], [b]) => a - b);
  const wanted = part * total;
  let seen = 0;
  for (const [step, count] of steps) {
    if (seen + count >= wanted) return within(step, count === 0 ? 0 : (wanted - seen) / count);
    seen += count;
  }
  return within(steps.at(-1)![0], 1);
}

/** The step that a duration belongs to. */
export function stepOf(ms: number): number {
  return ms < 1 ? 0 : Math.min(LAST_STEP, 1 + Math.floor(Math.log2(ms) * PER_DOUBLING));
}

/** Between the bounds of a step, as far as `part` says. */
function within(step: number, part: number): number {
  return step === 0 ? part : 2 ** ((step - 1 + part) / PER_DOUBLING);
}
