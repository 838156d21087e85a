/** The three spellings of an HTTP date (RFC 9110 §5.6.7); all of them mean GMT. */
const RFC_1123 = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;
const RFC_850 = /^[A-Z][a-z]{5,8}, \d{2}-[A-Z][a-z]{2}-\d{2} \d{2}:\d{2}:\d{2} GMT$/;
const ASCTIME = /^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2} \d{4}$/;

/** Epoch milliseconds that a `Retry-After` names, which may be past; undefined when it is malformed. */
export function parseRetryAfter(value: string, now: number): number | undefined {
  const text = value.trim();
  if (/^[+-]?\d+$/.test(text)) return now + Number(text) * 1000;
  if (RFC_1123.test(text) || RFC_850.test(text)) return instant(text);
  return ASCTIME.test(text) ? instant(`${text} GMT`) : undefined;
}

function instant(text: string): number | undefined {
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : at;
}
