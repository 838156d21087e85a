import type { Scope, Surface } from '../core/surface.js';
import { listRoutes } from './listings/list-routes.js';
import type { ProfileCatalogue } from './profiles/index.js';
import { EVERYWHERE, scopeOf } from './scopes.js';

type Forward = Extract<Surface, { readonly kind: 'forward' }>;
type Routes = ReadonlyMap<string, Surface>;

/** What is served below one segment. */
interface Branch {
  /** Where everything goes that Olla does not answer itself; undefined = nowhere. */
  readonly forward: Forward | undefined;
  /** What Olla answers itself, by the rest of the path. */
  readonly routes: Routes;
  /** Length of the longest of them: no request with more needs to look. */
  readonly longest: number;
}

const ROOT = '/olla/';
const PROXY = 'proxy';
const MODELS = 'models';
const ANTHROPIC = 'anthropic';
const LIST = '/v1/models';
/** Below a prefix: one model, answered from the catalogue (decisions.md 15). */
const ONE_MODEL = '/v1/models/';
const NOT_FOUND: Surface = { kind: 'refuse', status: 404, text: '404 page not found' };

/** What decides, besides the profiles, which routes exist. */
export interface SurfaceOptions {
  /** `translators.anthropic.enabled`. */
  readonly anthropic: boolean;
}

/**
 * Says what a path under `/olla/` asks for. Built from the profiles; a request only looks up. Provider
 * segments are found whatever their case and spelling (decisions.md 14).
 */
export class SurfaceTable {
  readonly #branches = new Map<string, Branch>();
  /** By the name of the profile. */
  readonly #providers = new Map<string, { readonly scope: Scope; readonly routes: Routes }>();

  constructor(
    private readonly profiles: ProfileCatalogue,
    { anthropic }: SurfaceOptions = { anthropic: true },
  ) {
    for (const profile of profiles.all) {
      if (profile.prefixes.length === 0) continue;
      const scope = scopeOf(profile, profiles.all);
      const routes = new Map(listRoutes(profile, scope));
      this.#providers.set(profile.name, { scope, routes });
      for (const prefix of profile.prefixes) {
        if (!this.#branches.has(prefix)) this.#branches.set(prefix, branch(forwardTo(prefix, scope), routes));
      }
    }
    const openai = this.#branches.get('openai')?.routes.get(LIST) ?? listing(EVERYWHERE, 'openai', false);
    this.#branches.set(PROXY, branch(forwardTo(PROXY, EVERYWHERE), new Map([[LIST, openai]])));
    this.#branches.set(MODELS, branch(undefined, new Map([['', listing(EVERYWHERE, 'unified', true)]])));
    if (anthropic) this.#addAnthropic();
  }

  /** @param path the raw path, without its query */
  lookup(path: string): Surface {
    if (!path.startsWith(ROOT)) return NOT_FOUND;
    const slash = path.indexOf('/', ROOT.length);
    const end = slash < 0 ? path.length : slash;
    const segment = path.slice(ROOT.length, end);
    const branch = this.#branches.get(segment) ?? this.#spelledOtherwise(segment);
    if (!branch) return NOT_FOUND;
    const { forward, routes, longest } = branch;
    const own = path.length - end <= longest ? routes.get(path.slice(end)) : undefined;
    if (own) return own;
    if (!forward) return segment === MODELS ? oneOfAll(path, end + 1) : NOT_FOUND;
    if (slash < 0) return { kind: 'redirect', location: `${path}/` };
    return path.startsWith(ONE_MODEL, end) ? oneModel(path, end, forward) : forward;
  }

  #spelledOtherwise(segment: string): Branch | undefined {
    const profile = this.profiles.byPrefix(segment);
    const provider = profile && this.#providers.get(profile.name);
    return provider && branch(forwardTo(segment, provider.scope), provider.routes);
  }

  /** Beside what a company's profile of that prefix may have. */
  #addAnthropic(): void {
    const known = this.#branches.get(ANTHROPIC);
    const routes = new Map(known?.routes).set(LIST, listing(EVERYWHERE, 'anthropic', false));
    this.#branches.set(ANTHROPIC, branch(known?.forward, routes));
  }
}

const forwardTo = (segment: string, scope: Scope): Forward => ({
  kind: 'forward',
  prefix: ROOT + segment,
  scope,
});

const branch = (forward: Forward | undefined, routes: Routes): Branch => ({
  forward,
  routes,
  longest: Math.max(...[...routes.keys()].map((path) => path.length)),
});

const listing = (scope: Scope, format: string, filters: boolean): Surface => ({
  kind: 'listing',
  scope,
  format,
  filters,
});

const oneOfAll = (path: string, start: number): Surface => ({
  kind: 'model',
  scope: EVERYWHERE,
  shape: 'unified',
  id: decoded(path, start),
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
