import type { Scope } from '../core/surface.js';
import { GENERIC, type Profile } from './profiles/index.js';

/** Any endpoint. */
export const EVERYWHERE: Scope = { provider: '', failClosed: false };

/** A provider serves its own type alone, except `openai`, which takes in every compatible one (http-api.md §4.2). */
export function scopeOf(profile: Profile, all: readonly Profile[]): Scope {
  if (profile.name !== GENERIC) {
    return { provider: calledBy(profile), profiles: new Set([profile.name]), failClosed: true };
  }
  const compatible = all.filter(({ openaiCompatible }) => openaiCompatible).map(({ name }) => name);
  const inclusive = new Set([...compatible, GENERIC, 'ollama', 'lm-studio']);
  return { provider: 'openai', profiles: inclusive, failClosed: false };
}

/** What people call it: the name that routes have too, else what they have in its place, as in `dmr`. */
function calledBy({ name, prefixes }: Profile): string {
  const called = prefixes.includes(name) ? name : (prefixes[0] ?? name);
  return called.toLowerCase().replaceAll('_', '-');
}
