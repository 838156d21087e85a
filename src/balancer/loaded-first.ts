import type { EndpointState } from '../core/endpoint.js';
import { believed, residency } from '../core/residency.js';

/** What an endpoint is taken to answer at once as long as it does not say. */
const USUAL_SLOTS = 4;

/** Whether any of these tells something of itself; without that nothing here has anything to go by. */
export function tellsAnything(able: readonly EndpointState[]): boolean {
  for (const { load } of able) if (load.told !== undefined) return true;
  return false;
}

/** Those that do not say that they sleep or load and serve nobody; all of them when nobody is left. */
export function awake(able: readonly EndpointState[], now = Date.now()): readonly EndpointState[] {
  const serving = able.filter(({ load }) => believed(load, now)?.unavailable !== true);
  return serving.length > 0 ? serving : able;
}

/**
 * Those that have the model in memory and a slot free for one more request; all of them when there is none,
 * since waiting may then take longer than loading.
 * @param nameFor what an endpoint calls the model; `` when the request names none
 */
export function loadedFirst(
  able: readonly EndpointState[],
  nameFor: (state: EndpointState) => string,
  now = Date.now(),
): readonly EndpointState[] {
  const loaded = able.filter((state) => residency(state.load, nameFor(state), now) === 'loaded');
  // Where all have it, whom to ask is the strategy's business alone.
  if (loaded.length === able.length) return able;
  const free = loaded.filter(({ load }) => hasFreeSlot(load));
  return free.length > 0 ? free : able;
}

function hasFreeSlot({ inFlight, told }: EndpointState['load']): boolean {
  return inFlight + (told?.waiting ?? 0) < (told?.slots ?? USUAL_SLOTS);
}

/** Those of the highest priority. */
export function foremost(able: readonly EndpointState[]): readonly EndpointState[] {
  const top = Math.max(...able.map(({ endpoint }) => endpoint.priority));
  return able.filter(({ endpoint }) => endpoint.priority === top);
}
