/** How words are made to stand out; plain where nobody wants colour. */
export interface Paint {
  readonly good: (text: string) => string;
  readonly warn: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly bold: (text: string) => string;
}

const as =
  (code: number) =>
  (text: string): string =>
    `\u001b[${code}m${text}\u001b[0m`;
const same = (text: string): string => text;

export const COLOURS: Paint = { good: as(32), warn: as(33), bad: as(31), dim: as(2), bold: as(1) };
export const PLAIN: Paint = { good: same, warn: same, bad: same, dim: same, bold: same };

const GLYPHS: Readonly<Record<string, readonly [glyph: string, paint: keyof Paint]>> = {
  healthy: ['●', 'good'],
  degraded: ['◐', 'warn'],
  busy: ['◐', 'warn'],
  warming: ['◔', 'warn'],
  rate_limited: ['◑', 'warn'],
};

/** A status as glyph, colour and word, so that none of the three is needed. */
export function statusText(status: string, paint: Paint, width = 0): string {
  const [glyph, kind] = GLYPHS[status] ?? ['○', 'bad'];
  return paint[kind](`${glyph} ${status}`.padEnd(width));
}
