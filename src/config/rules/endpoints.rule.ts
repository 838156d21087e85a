import { formatDuration } from '../../core/duration.js';
import { nameFilter } from '../endpoints/name-filter.js';
import { ENDPOINTS_PATH } from '../endpoints/path.js';
import { suggestion } from '../nearest.js';
import type { KnownTypes } from '../known-names.js';
import type { EndpointConfig } from '../sections/index.js';
import { type Draft, settle } from './draft.js';
import { credentialLabel, endpointAuth } from './endpoint-auth.rule.js';
import { endpointHeaders } from './endpoint-headers.rule.js';
import { nameEndpoints, oneEach } from './endpoint-identity.rule.js';
import { endpointTlsRule } from './endpoint-tls.rule.js';
import { endpointUrls } from './endpoint-urls.rule.js';
import { reportPatterns } from './filter-patterns.js';

/** Every endpoint by itself, then all together (configuration.md §10). */
export function endpointsRule(draft: Draft): void {
  const { endpoints } = draft.config.discovery.static;
  nameEndpoints(endpoints);
  const types = draft.known.profiles?.filtered(nameFilter(draft.config.proxy.profileFilter));
  endpoints.forEach((endpoint, index) => {
    const path = `${ENDPOINTS_PATH}[${index}]`;
    missingVariables(draft, endpoint.name, path);
    endpointUrls(draft, endpoint, path);
    probing(draft, endpoint, path);
    if (endpoint.priority < 0) {
      complain(
        draft,
        endpoint,
        `${path}.priority`,
        `priority must be non-negative, got ${endpoint.priority}`,
      );
    }
    kind(draft, types, endpoint, path);
    const subject = `invalid endpoint config for "${endpoint.name}": model_filter`;
    reportPatterns(draft.findings, endpoint.modelFilter, `${path}.model_filter`, subject);
    if (endpoint.auth) endpointAuth(draft, endpoint.auth, `${path}.auth`, endpoint.name);
    endpointHeaders(draft, endpoint, path);
    endpointTlsRule(draft, endpoint, `${path}.tls`);
  });
  oneEach(draft);
}

function complain(
  { findings }: Draft,
  { name }: EndpointConfig,
  path: string,
  message: string,
  hint?: string,
): void {
  findings.problem(path, `invalid endpoint config for "${name}": ${message}`, hint);
}

/** Each variable that is not there, named by what needs it. */
function missingVariables(draft: Draft, name: string, path: string): void {
  if (draft.withoutSecrets) return;
  const { findings, interpolation } = draft;
  for (const [rest, variables] of interpolation.missingBelow(path)) {
    const label = rest.startsWith('headers.')
      ? `header "${rest.slice('headers.'.length)}"`
      : (credentialLabel(rest.replace('auth.', '')) ?? rest);
    for (const variable of variables) {
      const message = `endpoint "${name}": ${label}: required environment variable "${variable}" is not set`;
      findings.problem(`${path}.${rest}`, message);
    }
  }
}

function probing(draft: Draft, endpoint: EndpointConfig, path: string): void {
  settle(endpoint, {
    checkInterval: endpoint.checkInterval || 5_000,
    checkTimeout: endpoint.checkTimeout || 2_000,
  });
  const { checkInterval, checkTimeout } = endpoint;
  const [interval, timeout] = [formatDuration(checkInterval), formatDuration(checkTimeout)];
  if (checkInterval < 1_000) {
    complain(
      draft,
      endpoint,
      `${path}.check_interval`,
      `check_interval too short: minimum 1s, got ${interval}`,
    );
  }
  if (checkTimeout >= checkInterval) {
    const message = `check_timeout (${timeout}) must be less than check_interval (${interval})`;
    complain(draft, endpoint, `${path}.check_timeout`, message);
  }
  if (checkTimeout > 30_000) {
    complain(draft, endpoint, `${path}.check_timeout`, `check_timeout too long: maximum 30s, got ${timeout}`);
  }
}

/** Types that are not known, or that `proxy.profile_filter` leaves out (models-and-health.md §9.4). */
function kind(draft: Draft, types: KnownTypes | undefined, endpoint: EndpointConfig, path: string): void {
  const type = endpoint.type.trim();
  if (!types || type === '' || types.canonical(type) !== undefined) return;
  const names = types.typeNames();
  const message = `unsupported endpoint type: ${type}, supported types: [${names.join(' ')}]`;
  complain(draft, endpoint, `${path}.type`, message, suggestion(type, names));
}
