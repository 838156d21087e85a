import type { Load, LoadReport, ResidentModel } from './load.js';

/** Whether an endpoint holds a model in memory, as far as it told. */
export type Residency = ResidentModel['state'] | 'absent' | 'unknown';

/** What was told longer ago than this is not believed any more. */
export const BELIEVED_FOR_MS = 60_000;

const IMPLIED_TAG = ':latest';
const states = new WeakMap<readonly ResidentModel[], ReadonlyMap<string, ResidentModel['state']>>();

/** What the backend told of itself, unless that is too long ago. */
export function believed({ told }: Pick<Load, 'told'>, now: number): LoadReport | undefined {
  return told !== undefined && now - told.at <= BELIEVED_FOR_MS ? told : undefined;
}

/** Whether the model is in memory there. Names are compared whatever their case; one without a tag means `:latest`. */
export function residency(load: Pick<Load, 'told'>, model: string, now = Date.now()): Residency {
  const residents = believed(load, now)?.residents;
  if (residents === undefined || model === '') return 'unknown';
  return statesOf(residents).get(modelKey(model)) ?? 'absent';
}

/** Worked out once per report: it is asked for with every request. */
function statesOf(residents: readonly ResidentModel[]): ReadonlyMap<string, ResidentModel['state']> {
  const known = states.get(residents);
  if (known) return known;
  const found = new Map<string, ResidentModel['state']>();
  for (const { name, state } of residents) {
    const key = modelKey(name);
    if (found.get(key) !== 'loaded') found.set(key, state);
  }
  states.set(residents, found);
  return found;
}

/** Names of one model that differ by case or by the implied tag have the same key. */
export function modelKey(name: string): string {
  const folded = name.toLowerCase();
  return folded.endsWith(IMPLIED_TAG) ? folded.slice(0, -IMPLIED_TAG.length) : folded;
}
