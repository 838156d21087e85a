import type { EndpointConfig } from '../sections/index.js';
import { credentialHeader } from '../endpoints/credential.js';
import { isSent } from '../endpoints/header-lines.js';
import type { Draft } from './draft.js';
import { HEADER_NAME } from './header-name.js';

// eslint-disable-next-line no-control-regex
const CONTROL = /[\x00-\x08\x0a-\x1f\x7f]/;

/** Headers that HTTP could not carry, or that are Olla's to write; values are never shown. */
export function endpointHeaders({ findings }: Draft, endpoint: EndpointConfig, path: string): void {
  const subject = `endpoint "${endpoint.name}"`;
  for (const [header, value] of Object.entries(endpoint.headers)) {
    const at = `${path}.headers.${header}`;
    if (!HEADER_NAME.test(header))
      findings.problem(at, `${subject}: header "${header}" is not a valid header name`);
    if (CONTROL.test(value))
      findings.problem(at, `${subject}: the value of header "${header}" has control characters`);
    if (!isSent(header))
      findings.notice(at, `${subject}: header "${header}" is not sent: it belongs to the connection`);
  }
  const credential = credentialHeader(endpoint.auth);
  if (!credential) return;
  const [header, value] = credential;
  const complaint = HEADER_NAME.test(header)
    ? !isSent(header) && 'belongs to the connection and cannot carry a key'
    : 'is not a valid header name';
  if (complaint) findings.problem(`${path}.auth.header`, `${subject}: auth.header "${header}" ${complaint}`);
  if (CONTROL.test(value))
    findings.problem(`${path}.auth`, `${subject}: the credential has control characters`);
}
