import type { Scope, Surface } from '../core/surface.js';
import type { Profile, ProfileCatalogue } from './profiles/index.js';

const ROOT = '/olla/';
const PROXY = 'proxy';
const ALL_MODELS = '/olla/models';
/** Below a prefix: answered from what is known of all its endpoints, never by one of them. */
const MODEL_LIST = '/v1/models';
const EVERY_MODEL: Surface = { kind: 'listing', scope: { provider: '', failClosed: false } };
const NOT_FOUND: Surface = { kind: 'refuse', status: 404, text: '404 page not found' };
const ANYWHERE: Surface = {
  kind: 'forward',
  prefix: '/olla/proxy',
  scope: { provider: '', failClosed: false },
};

/**
 * Says what a path under `/olla/` asks for. Built from the profiles; a request only looks up. Provider
 * segments are found whatever their case and spelling (decisions.md 14).
 */
export class SurfaceTable {
  readonly #known = new Map<string, Surface>([[PROXY, ANYWHERE]]);
  readonly #scopes = new Map<string, Scope>();

  constructor(private readonly profiles: ProfileCatalogue) {
    const compatible = profiles.all.filter((profile) => profile.openaiCompatible).map(({ name }) => name);
    for (const profile of profiles.all) {
      this.#scopes.set(profile.name, scopeOf(profile, compatible));
      for (const prefix of profile.prefixes) this.#learn(prefix, profile);
    }
  }

  /** @param path the raw path, without its query */
  lookup(path: string): Surface {
    if (!path.startsWith(ROOT)) return NOT_FOUND;
    if (path === ALL_MODELS) return EVERY_MODEL;
    const end = path.indexOf('/', ROOT.length);
    const segment = end < 0 ? path.slice(ROOT.length) : path.slice(ROOT.length, end);
    const surface = this.#known.get(segment) ?? this.#spelledOtherwise(segment);
    if (!surface) return NOT_FOUND;
    if (end < 0) return { kind: 'redirect', location: `${path}/` };
    const lists = surface.kind === 'forward' && path.startsWith(MODEL_LIST, end);
    return lists && path.length === end + MODEL_LIST.length
      ? { kind: 'listing', scope: surface.scope }
      : surface;
  }

  #spelledOtherwise(segment: string): Surface | undefined {
    const profile = this.profiles.byPrefix(segment);
    if (!profile) return undefined;
    return { kind: 'forward', prefix: ROOT + segment, scope: this.#scopes.get(profile.name)! };
  }

  #learn(prefix: string, profile: Profile): void {
    if (this.#known.has(prefix)) return;
    const scope = this.#scopes.get(profile.name)!;
    this.#known.set(prefix, { kind: 'forward', prefix: ROOT + prefix, scope });
  }
}

/** A provider serves its own type alone, except `openai`, which takes in every compatible one (http-api.md §4.2). */
function scopeOf(profile: Profile, compatible: readonly string[]): Scope {
  if (profile.name !== 'openai-compatible') {
    return { provider: profile.name, profiles: new Set([profile.name]), failClosed: true };
  }
  const inclusive = new Set([...compatible, 'openai-compatible', 'ollama', 'lm-studio']);
  return { provider: 'openai', profiles: inclusive, failClosed: false };
}
