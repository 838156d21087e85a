/** A part of a file; both ends belong to it. */
export interface ByteRange {
  readonly first: number;
  readonly last: number;
}

const ONE_RANGE = /^bytes=(\d*)-(\d*)$/;

/**
 * What a `Range` header asks for (RFC 9110 §14). More than one part at a time, or what cannot be read, gets the whole.
 * @returns `nowhere` when the part is not in the file
 */
export function byteRange(header: string | undefined, size: number): ByteRange | 'whole' | 'nowhere' {
  const [, from = '', to = ''] = ONE_RANGE.exec(header ?? '') ?? [];
  if (from === '' && to === '') return 'whole';
  if (from === '')
    return Number(to) === 0 ? 'nowhere' : { first: Math.max(0, size - Number(to)), last: size - 1 };
  const first = Number(from);
  const last = to === '' ? size - 1 : Math.min(Number(to), size - 1);
  if (to !== '' && Number(to) < first) return 'whole';
  return first < size ? { first, last } : 'nowhere';
}
