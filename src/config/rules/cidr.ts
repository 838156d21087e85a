import { isIP } from 'node:net';

/** Whether a text is an address, a slash and a prefix length, such as `10.0.0.0/8` or `::1/128`. */
export function isCidr(text: string): boolean {
  const parts = /^([^/%]+)\/(\d{1,3})$/.exec(text);
  if (!parts) return false;
  const family = isIP(parts[1]!);
  return family !== 0 && Number(parts[2]) <= (family === 4 ? 32 : 128);
}
