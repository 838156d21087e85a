import { within } from '../places.js';
import type { Draft } from './draft.js';
import { HEADER_NAME } from './header-name.js';

/** Where spans are sent: an address that can be one, and headers that can be sent. */
export function tracingRule({ config, findings }: Draft): void {
  const { endpoint, headers } = config.tracing;
  if (endpoint && !isHttp(endpoint)) {
    const message = `tracing.endpoint must be a URL with http or https, got "${endpoint}"`;
    findings.problem('tracing.endpoint', message, 'such as http://localhost:4318');
  }
  for (const [name, value] of Object.entries(headers)) {
    const path = within('tracing.headers', name);
    if (!HEADER_NAME.test(name)) findings.problem(path, `"${name}" is not the name of a header`);
    else if (/[\r\n\0]/.test(value)) findings.problem(path, `the value of "${name}" has a line break in it`);
  }
}

function isHttp(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}
