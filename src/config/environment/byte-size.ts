const SIZE = /^(\d+(?:\.\d+)?) ?([kmgtp]?)i?b?$/i;
const POWERS = ['', 'k', 'm', 'g', 't', 'p'];

/** Bytes of a size such as `100MB` or `2.5g`; every spelling counts in 1024s. Undefined when it is none. */
export function parseByteSize(text: string): number | undefined {
  const parts = SIZE.exec(text.trim());
  if (!parts) return undefined;
  return Math.trunc(Number(parts[1]) * 1024 ** POWERS.indexOf(parts[2]!.toLowerCase()));
}
