import type { Endpoint } from '../../core/endpoint.js';
import { headerText } from '../../core/header-text.js';
import type { EndpointConfig } from '../sections/index.js';
import { credentialHeader } from './credential.js';
import { endpointTls } from './endpoint-tls.js';
import { isSent } from './header-lines.js';
import { joinUrl } from './join-url.js';
import { bothFilters, nameFilter, type NameFilter } from './name-filter.js';

/** Where servers of a kind are probed and asked for their models. */
export interface ProfileDefaults {
  /** Name of the profile of a configured type, in whatever spelling. */
  canonical(type: string): string | undefined;
  byName(name: string): { readonly healthPath: string; readonly modelPath: string } | undefined;
}

const AUTO = 'auto';
const UNIVERSAL = { healthPath: '/', modelPath: '/v1/models' };

/**
 * The endpoints of a checked configuration, in its order, all of them frozen.
 * @param modelFilter what every endpoint may offer at most, before its own filter
 */
export function endpointDefinitions(
  configs: readonly EndpointConfig[],
  profiles: ProfileDefaults,
  modelFilter?: NameFilter,
): readonly Endpoint[] {
  const offered = nameFilter(modelFilter);
  return Object.freeze(configs.map((config, index) => endpoint(config, index, profiles, offered)));
}

function endpoint(
  config: EndpointConfig,
  index: number,
  profiles: ProfileDefaults,
  offered: (name: string) => boolean,
): Endpoint {
  const { origin, host, pathname } = new URL(config.url);
  const kind = config.type.trim();
  const type = kind === '' || kind.toLowerCase() === AUTO ? AUTO : kind;
  const profile = profiles.canonical(type) ?? AUTO;
  const paths = profiles.byName(profile) ?? UNIVERSAL;
  const headers = outbound(config);
  return Object.freeze({
    name: config.name,
    url: config.url,
    origin,
    authority: host,
    basePath: pathname,
    type,
    profile,
    detected: '',
    index,
    priority: config.priority,
    preservePath: config.preservePath,
    healthUrl: joinUrl(config.url, config.healthCheckUrl || paths.healthPath),
    healthUrlExplicit: config.healthCheckUrl !== '',
    modelUrl: joinUrl(config.url, config.modelUrl || paths.modelPath),
    modelUrlExplicit: config.modelUrl !== '',
    checkIntervalMs: config.checkInterval,
    checkTimeoutMs: config.checkTimeout,
    outboundHeaders: Object.freeze([...headers.values()].flat()),
    outboundHeaderNames: new Set(headers.keys()),
    tls: endpointTls(config.tls),
    maxConcurrent: config.maxConcurrent,
    requestsPerMinute: config.requestsPerMinute,
    acceptsModel: bothFilters(offered, nameFilter(config.modelFilter)),
  });
}

/** Names in lower case to name and value as sent: static headers, then the credential in place of its namesake. */
function outbound(config: EndpointConfig): Map<string, [name: string, value: string]> {
  const headers = new Map<string, [string, string]>();
  const set = (name: string, value: string): void => {
    headers.delete(name.toLowerCase());
    headers.set(name.toLowerCase(), [name, headerText(value)]);
  };
  for (const [name, value] of Object.entries(config.headers)) if (isSent(name)) set(name, value);
  const credential = credentialHeader(config.auth);
  if (credential) set(...credential);
  return headers;
}
