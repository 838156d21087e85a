/** `error:0A00010B:SSL routines:ssl3_get_record:wrong version number:../file.c:354:` */
const OPENSSL = /\bSSL routines:[^:]*:([^:]+):/;

/** Why OpenSSL gave up, without its numbers and files; undefined for an error that is not its own. */
export function tlsReason(message: string): string | undefined {
  const reason = OPENSSL.exec(message)?.[1];
  return reason && `TLS handshake failed: ${reason}`;
}
