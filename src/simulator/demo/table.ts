import type { Tally } from './tally.js';

const FIGURES = ['time', 'sent', 'ok', 'failed', 'cut'] as const;
const WIDTH = 7;

const columns = (cells: readonly string[], width = WIDTH): string =>
  cells.map((cell) => cell.padStart(width)).join('');
const endpointWidth = (names: readonly string[]): number =>
  Math.max(...names.map((name) => name.length), 14) + 2;

/** The head of the table: the figures, then a column for each endpoint. */
export const tableHead = (names: readonly string[]): string =>
  `${columns(FIGURES)}  |${columns(names, endpointWidth(names))}`;

/**
 * One line of the table: totals so far, and for each endpoint its complete answers and its status.
 * @param statuses as Olla tells them, by name
 */
export function tableRow(
  seconds: number,
  tally: Tally,
  names: readonly string[],
  statuses: ReadonlyMap<string, string>,
): string {
  const sent = tally.sent.unary + tally.sent.stream;
  const cut = tally.total('told') + tally.total('silent');
  const figures = [`${seconds}s`, sent, tally.total('ok'), tally.total('lost'), cut].map(String);
  const endpoints = names.map((name) => `${tally.served.get(name) ?? 0} ${statuses.get(name) ?? '?'}`);
  return `${columns(figures)}  |${columns(endpoints, endpointWidth(names))}`;
}

/** What became of everything that was sent. */
export function summary(tally: Tally, seconds: number): string {
  const { sent, endings } = tally;
  const complaints = [...tally.complaints].map(([complaint, count]) => `    ${count} times: ${complaint}`);
  return [
    '',
    `${sent.unary + sent.stream} requests in ${seconds} s through Olla:`,
    `  ${sent.unary} whole answers: ${endings.unary.ok} complete, ${endings.unary.lost} lost`,
    `  ${sent.stream} streams: ${endings.stream.ok} complete, ${endings.stream.lost} lost before they began,`,
    `    ${endings.stream.told} cut in the middle and told so, ${endings.stream.silent} cut without a word`,
    ...complaints,
    '',
  ].join('\n');
}
