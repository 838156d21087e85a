const PLAIN = /^[\x20-\x7e]*$/;
// eslint-disable-next-line no-control-regex
const CONTROL = /[\x00-\x1f\x7f]/g;

/**
 * Text as a header value can carry it: UTF-8 bytes, as the original sends them (node writes header
 * strings as Latin-1), and no control characters.
 */
export function headerText(text: string): string {
  if (PLAIN.test(text)) return text;
  return Buffer.from(text.replace(CONTROL, ' '), 'utf8').toString('latin1');
}
