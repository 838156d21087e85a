const FLUSHED = [
  'text/event-stream',
  'application/x-ndjson',
  'application/stream+json',
  'application/json-seq',
  'text/plain; charset=utf-8',
];
const BINARY_START = [
  'image/',
  'video/',
  'audio/',
  'font/',
  'model/',
  'application/pdf',
  'application/zip',
  'application/gzip',
  'application/x-tar',
  'application/x-rar',
  'application/x-7z-compressed',
];
const BINARY_PART = [
  'application/octet-stream',
  'application/vnd.ms-excel',
  'application/vnd.openxmlformats-officedocument',
  'application/msword',
  'application/vnd.ms-powerpoint',
];

/**
 * Does each piece of an answer leave at once, or may pieces be joined (proxying.md §13.1)?
 * @param profile `proxy.profile`
 * @param contentType of the backend's answer, `` when it sent none
 */
export function flushesEachPiece(profile: string, contentType: string): boolean {
  if (profile === 'standard') return false;
  if (profile === 'streaming') return true;
  const type = contentType.toLowerCase();
  if (type === 'application/json' || type === '') return true;
  if (FLUSHED.some((flushed) => type.includes(flushed))) return true;
  if (BINARY_START.some((start) => type.startsWith(start))) return false;
  return !BINARY_PART.some((part) => type.includes(part));
}
