import { ENDPOINTS_PATH as PATH } from '../endpoints/path.js';
import { shownUrl, urlParts } from '../endpoints/url-parts.js';
import type { EndpointConfig } from '../sections/index.js';
import { type Draft, settle } from './draft.js';

/** Names stand in messages of the log: a line break in one would begin a record of its own. */
const CONTROL = /[\p{Cc}\u2028\u2029]/u;

/** Gives endpoints without a name one that is made of their address. */
export function nameEndpoints(endpoints: readonly EndpointConfig[]): void {
  const taken = new Set(endpoints.map(({ name }) => name));
  endpoints.forEach((endpoint, index) => {
    if (endpoint.name !== '') return;
    const address = urlParts(endpoint.url)?.host || `endpoint-${index + 1}`;
    let name = address;
    for (let again = 2; taken.has(name); again++) name = `${address}-${again}`;
    taken.add(name);
    settle(endpoint, { name });
  });
}

/** One endpoint for each URL, as in the original the last one; one URL for each name (decisions.md 12). */
export function oneEach({ config, findings }: Draft): void {
  const section = config.discovery.static;
  const byUrl = new Map<string, EndpointConfig>();
  section.endpoints.forEach((endpoint, index) => {
    const earlier = byUrl.get(endpoint.url);
    byUrl.delete(endpoint.url);
    byUrl.set(endpoint.url, endpoint);
    if (!earlier || endpoint.url === '') return;
    const url = shownUrl(endpoint.url);
    findings.notice(
      `${PATH}[${index}].url`,
      `endpoint URL "${url}" is configured twice: "${endpoint.name}" replaces "${earlier.name}"`,
    );
  });
  const byName = new Map<string, EndpointConfig>();
  section.endpoints.forEach((endpoint, index) => {
    if (byUrl.get(endpoint.url) !== endpoint) return;
    if (CONTROL.test(endpoint.name)) {
      findings.problem(`${PATH}[${index}].name`, 'endpoint name must not contain control characters');
    }
    const other = byName.get(endpoint.name);
    byName.set(endpoint.name, endpoint);
    if (!other) return;
    const url = shownUrl(other.url);
    findings.problem(
      `${PATH}[${index}].name`,
      `endpoint name "${endpoint.name}" is used twice: also for "${url}"`,
      'names must be unique',
    );
  });
  settle(section, { endpoints: [...byUrl.values()] });
}
