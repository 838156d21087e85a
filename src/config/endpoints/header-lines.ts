/** Lines that belong to one connection or one message: whoever opens the connection writes them (RFC 9110 §7.6.1). */
const WRITTEN_BY_OLLA: ReadonlySet<string> = new Set([
  'host',
  'connection',
  'proxy-connection',
  'keep-alive',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'http2-settings',
  'content-length',
  'expect',
]);

/** Whether a header of this name can be given to an endpoint; in the original, too, `Host` and its like were not sent. */
export const isSent = (name: string): boolean => !WRITTEN_BY_OLLA.has(name.toLowerCase());
