/** What a record says of its weight. */
export type Level = 'debug' | 'info' | 'warn' | 'error';

const LEVELS: ReadonlyMap<string, Level> = new Map([
  ['debug', 'debug'],
  ['info', 'info'],
  ['warn', 'warn'],
  ['warning', 'warn'],
  ['error', 'error'],
]);

/** The level of this name in any case; `info` for every other word (configuration.md §7.5). */
export function levelOf(name: string): Level {
  return LEVELS.get(name.toLowerCase()) ?? 'info';
}
