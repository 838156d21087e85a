import type { Endpoint } from '../../core/endpoint.js';
import { AUTO, type ListFormat, type Profile } from '../profiles/index.js';

/** One place where an endpoint may keep its list. */
export interface ListSource {
  readonly url: string;
  /** Formats in which the list may be written, the likeliest first. */
  readonly formats: readonly ListFormat[];
  /** Asked only after the source before it answered with something that is no list. */
  readonly fallback?: true;
}

/** Where the list of an endpoint is looked for, in order (models-and-health.md §8.4). */
export function listSources(endpoint: Endpoint, profile: Profile | undefined): readonly ListSource[] {
  if (endpoint.profile === AUTO && !endpoint.modelUrlExplicit) {
    return [
      { url: under(endpoint, '/v1/models'), formats: ['openai'] },
      { url: under(endpoint, '/api/tags'), formats: ['ollama'] },
    ];
  }
  // The operator may point an Ollama at its OpenAI-shaped list: both shapes are read, its own first.
  const formats: ListFormat[] =
    profile?.listFormat === 'ollama' ? ['ollama', 'openai'] : ['openai', 'ollama'];
  const configured: ListSource = { url: endpoint.modelUrl, formats };
  if (profile?.name !== 'openai-compatible' || !endpoint.modelUrlExplicit) return [configured];
  // An explicit `/models` is often a page for people.
  const usual = under(endpoint, profile.modelPath);
  return usual === configured.url ? [configured] : [configured, { url: usual, formats, fallback: true }];
}

/** The path below the base URL of the endpoint, whose query stays. */
function under(endpoint: Endpoint, path: string): string {
  const url = new URL(endpoint.url);
  url.pathname = url.pathname.replace(/\/+$/, '') + path;
  return url.href;
}
