import { addressComplaint, shownUrl } from '../endpoints/url-parts.js';
import { urlCredentialsComplaint } from '../endpoints/url-credentials.js';
import { urlParts } from '../endpoints/url-parts.js';
import type { EndpointConfig } from '../sections/index.js';
import type { Draft } from './draft.js';

/** The addresses of an endpoint (configuration.md §10.1, §10.2). No message shows a credential. */
export function endpointUrls(
  { findings, interpolation }: Draft,
  endpoint: EndpointConfig,
  path: string,
): void {
  const { name, url } = endpoint;
  const prefix = `invalid endpoint config for "${name}": `;
  const problem = (key: string, message: string): void =>
    findings.problem(`${path}.${key}`, `${prefix}${message}`);
  const embedded = urlCredentialsComplaint(name, url);
  if (embedded) problem('url', embedded);
  else if (url === '') {
    if (!interpolation.isMissing(`${path}.url`)) problem('url', 'endpoint URL cannot be empty');
  } else {
    const complaint = addressComplaint(url);
    if (complaint) problem('url', `invalid endpoint URL "${shownUrl(url)}": ${complaint}`);
  }
  for (const [key, value, subject] of [
    ['health_check_url', endpoint.healthCheckUrl, 'health check URL'],
    ['model_url', endpoint.modelUrl, 'model URL'],
  ] as const) {
    const parts = urlParts(value);
    if (!parts) continue;
    const complaint = parts.userinfo
      ? 'it must not embed credentials; use an auth config block'
      : addressComplaint(value);
    if (complaint) problem(key, `invalid ${subject} "${shownUrl(value)}": ${complaint}`);
  }
}
