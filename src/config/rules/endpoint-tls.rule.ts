import { isIP } from 'node:net';
import { certificateComplaint, keyComplaint, pairComplaint } from '../endpoints/pem.js';
import { urlParts } from '../endpoints/url-parts.js';
import type { EndpointConfig, EndpointTlsConfig } from '../sections/index.js';
import { type Draft, settle } from './draft.js';

type FileField = 'caFile' | 'certFile' | 'keyFile';
const KEYS: Readonly<Record<FileField, string>> = {
  caFile: 'ca_file',
  certFile: 'cert_file',
  keyFile: 'key_file',
};
const HOST_NAME = /^(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*\.?$/i;

/** A `tls` block: what its files hold, and whether that goes together. Leaves the contents in it. */
export function endpointTlsRule(draft: Draft, endpoint: EndpointConfig, path: string): void {
  const { tls } = endpoint;
  if (!tls || !asksForSomething(draft, tls, path)) return;
  const problem: Report = (key, message, hint) =>
    draft.findings.problem(key ? `${path}.${key}` : path, `endpoint "${endpoint.name}": ${message}`, hint);
  const parts = urlParts(endpoint.url);
  if (parts && parts.scheme.toLowerCase() === 'http://') {
    problem('', 'tls needs a URL that begins with https://', 'write https:// in url, or leave tls out');
  }
  if (tls.serverName && (isIP(tls.serverName) > 0 || !HOST_NAME.test(tls.serverName))) {
    problem('server_name', 'tls.server_name must be the name of a host, not an address');
  }
  if (tls.insecure) {
    draft.findings.notice(
      `${path}.insecure`,
      `endpoint "${endpoint.name}": tls.insecure is on: any certificate is accepted, and whoever is in between reads prompts and credentials`,
      'give ca_file instead',
    );
  }
  if (draft.withoutSecrets) return;
  settle(tls, { contents: contentsOf(draft, tls, path, problem) });
}

type Report = (key: string, message: string, hint?: string) => void;

function contentsOf(
  draft: Draft,
  tls: EndpointTlsConfig,
  path: string,
  problem: Report,
): NonNullable<EndpointTlsConfig['contents']> {
  const read = (field: FileField): string | undefined => pemIn(draft, tls, field, problem);
  const [ca, cert, key] = [read('caFile'), read('certFile'), read('keyFile')];
  for (const [given, other] of [
    ['certFile', 'keyFile'],
    ['keyFile', 'certFile'],
  ] as const) {
    if (names(draft, tls, path, given) && !names(draft, tls, path, other)) {
      problem(KEYS[given], `tls.${KEYS[given]} needs tls.${KEYS[other]} beside it`);
    }
  }
  const mismatch = cert !== undefined && key !== undefined ? pairComplaint(cert, key) : undefined;
  if (mismatch) problem('key_file', `tls.key_file: ${mismatch}`);
  return {
    ...(ca !== undefined && { ca }),
    ...(cert !== undefined && { cert }),
    ...(key !== undefined && { key }),
  };
}

/** Undefined when there is no such file, or none of use; no message shows what is in it. */
function pemIn(
  { readSecret }: Draft,
  tls: EndpointTlsConfig,
  field: FileField,
  problem: Report,
): string | undefined {
  const file = tls[field];
  if (!file) return undefined;
  const report = (message: string): void => problem(KEYS[field], `tls.${KEYS[field]}: ${message}`);
  let text: string;
  try {
    text = readSecret(file);
  } catch (error) {
    report(`reading "${file}": ${(error as Error).message}`);
    return undefined;
  }
  const complaint = field === 'keyFile' ? keyComplaint(text) : certificateComplaint(text);
  if (!complaint) return text;
  report(`"${file}" ${complaint}`);
  return undefined;
}

function asksForSomething(draft: Draft, tls: EndpointTlsConfig, path: string): boolean {
  return (
    tls.insecure ||
    Boolean(tls.serverName) ||
    (Object.keys(KEYS) as FileField[]).some((field) => names(draft, tls, path, field))
  );
}

/** Whether the operator named a file, even if a variable in its name is missing. */
const names = ({ interpolation }: Draft, tls: EndpointTlsConfig, path: string, field: FileField): boolean =>
  Boolean(tls[field]) || interpolation.isMissing(`${path}.${KEYS[field]}`);
