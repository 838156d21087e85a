import { printable } from './printable.js';
import { PLAIN_AGAIN, type Theme } from './theme.js';

/** A message as a coloured line shows it, and the fact that it tells already. */
export interface Headline {
  readonly text: string;
  readonly told?: string;
}

const OK = /^\[ OK \]/;
const COUNT = /\(\d+\)$/;
const STATE = /\b(Healthy|Busy|Warming|Offline|Unhealthy|Unknown|Config Error|Rate Limited)$/;
const SERVING = 'Healthy';
const PERHAPS_SOON: ReadonlySet<string> = new Set(['Busy', 'Warming', 'Unknown', 'Rate Limited']);

/**
 * Shapes a message for the eye (configuration.md §13.3): the endpoint of which it speaks, or the count, stands at
 * its end; `[ OK ]` and the state of an endpoint are coloured.
 */
export function headlineOf(
  message: string,
  facts: Readonly<Record<string, unknown>>,
  theme: Theme,
): Headline {
  const { endpoint, count } = facts;
  if (typeof endpoint === 'string' && !message.includes(endpoint))
    return {
      text: `${painted(message, theme)} ${theme.name}${printable(endpoint)}${PLAIN_AGAIN}`,
      told: 'endpoint',
    };
  if (typeof count === 'number')
    return { text: `${painted(message, theme)} ${theme.count}(${count})${PLAIN_AGAIN}`, told: 'count' };
  return { text: painted(message, theme) };
}

const painted = (message: string, theme: Theme): string =>
  printable(message)
    .replace(OK, (text) => theme.good + text + PLAIN_AGAIN)
    .replace(COUNT, (text) => theme.count + text + PLAIN_AGAIN)
    .replace(STATE, (text) => stateColour(text, theme) + text + PLAIN_AGAIN);

function stateColour(state: string, theme: Theme): string {
  if (state === SERVING) return theme.good;
  return PERHAPS_SOON.has(state) ? theme.fair : theme.bad;
}
