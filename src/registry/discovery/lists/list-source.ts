import { joinUrl } from '../../../config/index.js';
import type { Endpoint } from '../../../core/endpoint.js';
import type { Profile } from '../../profiles/index.js';
import type { DiscoveryFailure } from '../discovery-failure.js';

/** One place where an endpoint may keep its list. */
export interface ListSource {
  readonly url: string;
  /** Formats in which the list may be written, the likeliest first. */
  readonly formats: readonly string[];
  /** Whether this place is worth a look after the one before has failed in this way. */
  readonly after: (failure: DiscoveryFailure) => boolean;
}

const isPage = ({ kind }: DiscoveryFailure): boolean => kind === 'format';
const isMissing = ({ kind, status }: DiscoveryFailure): boolean => kind === 'format' || status === 404;

/** Paths of servers that keep their list elsewhere in some version, in this order (backends.md §10.2, §13.13). */
const FURTHER_PATHS: ReadonlyMap<string, readonly string[]> = new Map([
  ['lm-studio', ['/api/v1/models', '/v1/models']],
  ['openai-compatible', ['/models']],
]);

/** Where the list of an endpoint is looked for, in order (models-and-health.md §8.4). */
export function listSources(endpoint: Endpoint, profile: Profile | undefined): readonly ListSource[] {
  const formats = formatsOf(profile?.listFormat);
  const at = (url: string, after: ListSource['after']): ListSource => ({ url, formats, after });
  const first = at(endpoint.modelUrl, () => false);
  const below = (path: string): string => joinUrl(endpoint.url, path);
  if (!profile) return [first];
  if (!endpoint.modelUrlExplicit) {
    const paths = FURTHER_PATHS.get(profile.name) ?? [];
    return [first, ...paths.map((path) => at(below(path), isMissing))];
  }
  // An explicit `/models` of an unknown server is often a page for people.
  const usual = below(profile.modelPath);
  const isDoubtful = profile.name === 'openai-compatible' && usual !== endpoint.modelUrl;
  return isDoubtful ? [first, at(usual, isPage)] : [first];
}

/** The own format first. The operator may have pointed the endpoint at a list in another one. */
export function formatsOf(own = 'openai'): readonly string[] {
  return [...new Set([own, 'openai', 'lmstudio', 'ollama'])];
}
