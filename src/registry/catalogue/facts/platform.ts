import { type Endpoint, profileOf } from '../../../core/endpoint.js';

/** The kind of server without `-` and `_`, such as `lmstudio`; `` when it is not known yet. */
export function platformOf(endpoint: Pick<Endpoint, 'profile' | 'detected'>): string {
  const profile = profileOf(endpoint);
  return profile === 'auto' ? '' : profile.toLowerCase().replace(/[-_]/g, '');
}

/** What a server of an unknown kind passes for, going by the format of its model (models-and-health.md §11.2). */
export function likelyPlatform(format: string): string {
  return format.toLowerCase().includes('gguf') ? 'ollama' : 'openai';
}
