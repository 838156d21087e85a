const PARTS = /^([a-z][a-z0-9+.-]*:\/\/)([^/?#]*)([^?#]*)(\?[^#]*)?(#.*)?$/is;

/** A URL cut at its joints, nothing decoded or normalised. */
export interface UrlParts {
  /** `http://` */
  readonly scheme: string;
  /** `user:pass@`, or empty. */
  readonly userinfo: string;
  /** `host:port` */
  readonly host: string;
  readonly path: string;
  /** With its `?`, or empty. */
  readonly query: string;
  /** With its `#`, or empty. */
  readonly fragment: string;
}

/** Undefined when the text does not begin like a URL. */
export function urlParts(text: string): UrlParts | undefined {
  const parts = PARTS.exec(text);
  if (!parts) return undefined;
  const [, scheme = '', authority = '', path = '', query = '', fragment = ''] = parts;
  const cut = authority.lastIndexOf('@') + 1;
  return {
    scheme,
    userinfo: authority.slice(0, cut),
    host: authority.slice(cut),
    path,
    query,
    fragment,
  };
}

/** A URL as a message may show it: nothing before an `@`, no query, no fragment. */
export function shownUrl(text: string): string {
  const bare = text.replace(/[?#].*$/s, '');
  const at = bare.lastIndexOf('@');
  if (at < 0) return bare;
  return `${/^[a-z][a-z0-9+.-]*:\/\//i.exec(bare)?.[0] ?? ''}***${bare.slice(at)}`;
}

/** What is wrong with an address that requests shall go to; undefined when nothing is. */
export function addressComplaint(text: string): string | undefined {
  const parts = urlParts(text);
  if (!parts) return 'it must begin with http:// or https://';
  if (!/^https?:\/\/$/i.test(parts.scheme)) return 'only http:// and https:// are possible';
  if (parts.host === '') return 'it names no host';
  return URL.canParse(text) ? undefined : 'host or port cannot be understood';
}
