import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

type Certificate = 'authority' | 'stranger' | 'server' | 'named' | 'expired' | 'client' | 'strange-client';

/** Where a file of the test certificates lies. */
export const pemFile = (name: string): string =>
  fileURLToPath(new URL(`../fixtures/tls/${name}.pem`, import.meta.url));

/** What it holds. */
export const pem = (name: string): string => readFileSync(pemFile(name), 'utf8');

/** A certificate with its key. */
export const pair = (name: Certificate): { cert: string; key: string } => ({
  cert: pem(name),
  key: pem(`${name}-key`),
});
