import type { EndpointConfig } from '../sections/index.js';
import { credentialHeader } from '../endpoints/credential.js';
import type { Draft } from './draft.js';
import { HEADER_NAME } from './header-name.js';

// eslint-disable-next-line no-control-regex
const CONTROL = /[\x00-\x08\x0a-\x1f\x7f]/;

/** Headers that HTTP could not carry; values are never shown. */
export function endpointHeaders({ findings }: Draft, endpoint: EndpointConfig, path: string): void {
  const subject = `endpoint "${endpoint.name}"`;
  for (const [header, value] of Object.entries(endpoint.headers)) {
    const at = `${path}.headers.${header}`;
    if (!HEADER_NAME.test(header))
      findings.problem(at, `${subject}: header "${header}" is not a valid header name`);
    if (CONTROL.test(value))
      findings.problem(at, `${subject}: the value of header "${header}" has control characters`);
  }
  const credential = credentialHeader(endpoint.auth);
  if (!credential) return;
  const [header, value] = credential;
  if (!HEADER_NAME.test(header)) {
    findings.problem(`${path}.auth.header`, `${subject}: auth.header "${header}" is not a valid header name`);
  }
  if (CONTROL.test(value))
    findings.problem(`${path}.auth`, `${subject}: the credential has control characters`);
}
