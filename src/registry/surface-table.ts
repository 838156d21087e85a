import type { Scope, Surface } from '../core/surface.js';
import type { ProfileCatalogue } from './profiles/index.js';
import { listRoutes } from './listings/list-routes.js';
import { EVERYWHERE, scopeOf } from './scopes.js';

type Forward = Extract<Surface, { readonly kind: 'forward' }>;

/** What is served for one profile, whichever of its prefixes leads there. */
interface Branch {
  readonly scope: Scope;
  /** By the path below the prefix. */
  readonly routes: ReadonlyMap<string, Surface>;
}

const ROOT = '/olla/';
const ALL_MODELS = '/olla/models';
const ONE_OF_ALL = '/olla/models/';
const ANTHROPIC_MODELS = '/olla/anthropic/v1/models';
/** Below a prefix: one model, answered from the catalogue (decisions.md 15). */
const ONE_MODEL = '/v1/models/';
/** Segments that no profile can have. */
const PROXY = 'proxy';
const RESERVED: ReadonlySet<string> = new Set([PROXY, 'models']);
const NOT_FOUND: Surface = { kind: 'refuse', status: 404, text: '404 page not found' };

/** What decides, besides the profiles, which routes exist. */
export interface SurfaceOptions {
  /** `translators.anthropic.enabled`. */
  readonly anthropic: boolean;
}

/**
 * Says what a path under `/olla/` asks for. Built from the profiles; a request only looks up: the whole
 * path once, then its first segment. Provider segments are found whatever their case and spelling
 * (decisions.md 14).
 */
export class SurfaceTable {
  readonly #exact = new Map<string, Surface>();
  readonly #forwards = new Map<string, Forward>();
  readonly #branches = new Map<string, Branch>();

  constructor(
    private readonly profiles: ProfileCatalogue,
    { anthropic }: SurfaceOptions = { anthropic: true },
  ) {
    this.#exact.set(ALL_MODELS, listing(EVERYWHERE, 'unified', true));
    if (anthropic) this.#exact.set(ANTHROPIC_MODELS, listing(EVERYWHERE, 'anthropic', false));
    this.#forwards.set(PROXY, { kind: 'forward', prefix: ROOT + PROXY, scope: EVERYWHERE });
    for (const profile of profiles.all) {
      if (profile.prefixes.length === 0) continue;
      const scope = scopeOf(profile, profiles.all);
      const branch = { scope, routes: new Map(listRoutes(profile, scope)) };
      this.#branches.set(profile.name, branch);
      for (const prefix of profile.prefixes) this.#learn(prefix, branch);
    }
    const openai = this.#exact.get('/olla/openai/v1/models');
    this.#exact.set('/olla/proxy/v1/models', openai ?? listing(EVERYWHERE, 'openai', false));
  }

  /** @param path the raw path, without its query */
  lookup(path: string): Surface {
    if (!path.startsWith(ROOT)) return NOT_FOUND;
    const exact = this.#exact.get(path);
    if (exact) return exact;
    const end = path.indexOf('/', ROOT.length);
    const segment = end < 0 ? path.slice(ROOT.length) : path.slice(ROOT.length, end);
    const forward = this.#forwards.get(segment);
    if (!forward) return this.#elsewhere(path, segment, end);
    if (end < 0) return { kind: 'redirect', location: `${path}/` };
    return path.startsWith(ONE_MODEL, end) ? oneModel(path, end, forward) : forward;
  }

  /** One model of all, a provider in a spelling of its own, or nothing. */
  #elsewhere(path: string, segment: string, end: number): Surface {
    if (path.startsWith(ONE_OF_ALL)) {
      return { kind: 'model', scope: EVERYWHERE, shape: 'unified', id: decoded(path, ONE_OF_ALL.length) };
    }
    const profile = this.profiles.byPrefix(segment);
    const branch = profile && this.#branches.get(profile.name);
    if (!branch) return NOT_FOUND;
    if (end < 0) return { kind: 'redirect', location: `${path}/` };
    const own = branch.routes.get(path.slice(end));
    if (own) return own;
    const forward: Forward = { kind: 'forward', prefix: ROOT + segment, scope: branch.scope };
    return path.startsWith(ONE_MODEL, end) ? oneModel(path, end, forward) : forward;
  }

  /** The first to claim a prefix keeps it. */
  #learn(prefix: string, { scope, routes }: Branch): void {
    if (this.#forwards.has(prefix) || RESERVED.has(prefix)) return;
    this.#forwards.set(prefix, { kind: 'forward', prefix: ROOT + prefix, scope });
    for (const [path, surface] of routes) {
      const whole = ROOT + prefix + path;
      if (!this.#exact.has(whole)) this.#exact.set(whole, surface);
    }
  }
}

const listing = (scope: Scope, format: string, filters: boolean): Surface => ({
  kind: 'listing',
  scope,
  format,
  filters,
});

/** With nothing after the slash it is no model's route, and goes to a backend like any other path. */
function oneModel(path: string, end: number, forward: Forward): Surface {
  const start = end + ONE_MODEL.length;
  if (path.length === start) return forward;
  return { kind: 'model', scope: forward.scope, shape: 'openai', id: decoded(path, start) };
}

/** The rest of the path, decoded once; what cannot be decoded is taken as it stands. */
function decoded(path: string, start: number): string {
  const rest = path.slice(start);
  try {
    return decodeURIComponent(rest);
  } catch {
    return rest;
  }
}
