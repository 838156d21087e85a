import { createPrivateKey, X509Certificate } from 'node:crypto';
import { createSecureContext } from 'node:tls';

const CERTIFICATES =
  /-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----[\s\S]*?-----END (?:TRUSTED |X509 )?CERTIFICATE-----/g;
const KEY = /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----/;
const ENCRYPTED = /-----BEGIN ENCRYPTED PRIVATE KEY-----|^Proc-Type: 4,ENCRYPTED/m;

/** What is wrong with the text of a file that should hold certificates; undefined when nothing is. */
export function certificateComplaint(text: string): string | undefined {
  const blocks = text.match(CERTIFICATES);
  if (!blocks) return 'holds no certificate in PEM format';
  const broken = blocks.findIndex((block) => !isCertificate(block));
  return broken < 0 ? undefined : `holds a certificate that cannot be read (number ${broken + 1})`;
}

/** What is wrong with the text of a file that should hold a private key; undefined when nothing is. */
export function keyComplaint(text: string): string | undefined {
  if (!KEY.test(text)) return 'holds no private key in PEM format';
  if (ENCRYPTED.test(text)) return 'holds a key that is encrypted: Olla has no passphrase for it';
  try {
    createPrivateKey(text);
    return undefined;
  } catch {
    return 'holds a private key that cannot be read';
  }
}

/** Whether a certificate and a key, each well by itself, can be used together; undefined when they can. */
export function pairComplaint(cert: string, key: string): string | undefined {
  if (!new X509Certificate(cert).checkPrivateKey(createPrivateKey(key))) {
    return 'the key does not belong to the certificate';
  }
  try {
    createSecureContext({ cert, key });
    return undefined;
  } catch (error) {
    return `certificate and key cannot be used: ${(error as { reason?: string }).reason ?? 'they are refused'}`;
  }
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).raw.length > 0;
  } catch {
    return false;
  }
}
