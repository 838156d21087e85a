/** No name and no address is longer (RFC 1035 §3.1), and what is stands in no log. */
const LONGEST = 300;

/** The host that a `Host` header names: without port and brackets, in lower case; `` when there is none. */
export function hostName(header: string | undefined): string {
  if (header === undefined || header.length > LONGEST) return '';
  const host = header.trim().toLowerCase();
  const bracketed = /^\[([^\]]*)\](?::\d*)?$/.exec(host);
  if (bracketed) return bracketed[1]!;
  const colon = host.indexOf(':');
  const single = colon >= 0 && colon === host.lastIndexOf(':');
  return single ? host.slice(0, colon) : host;
}
