import type { Scope, Surface } from '../../core/surface.js';
import type { Profile } from '../profiles/index.js';

type Route = readonly [path: string, surface: Surface];

const OPENAI_LIST = '/v1/models';
const NO_MANAGEMENT = 'model management operations not supported by proxy';
const MANAGED = ['pull', 'push', 'create', 'copy', 'delete'];

/** What Olla answers by itself below each prefix of a profile (http-api.md §4.2). */
export function listRoutes(profile: Profile, scope: Scope): readonly Route[] {
  const list = (format: string): Surface => ({ kind: 'listing', scope, format, filters: false });
  switch (profile.name) {
    case 'ollama':
      return [[OPENAI_LIST, list('openai')], ['/api/tags', list('ollama')], ...facade(scope)];
    case 'lm-studio':
      return [
        [OPENAI_LIST, list('openai')],
        ['/api/v1/models', list('openai')],
        ['/api/v0/models', list('lmstudio')],
      ];
    default:
      return usual(profile, list);
  }
}

/**
 * The usual list for whom it is usual, and the backend's own path with what it would answer there: the
 * format that is called like the profile (backends.md §5.1).
 */
function usual(
  { name, openaiCompatible, listsNatively, modelPath }: Profile,
  list: (format: string) => Surface,
): readonly Route[] {
  const routes: Route[] = openaiCompatible ? [[OPENAI_LIST, list('openai')]] : [];
  if (listsNatively && modelPath !== OPENAI_LIST) routes.push([modelPath, list(name)]);
  return routes;
}

/** Several servers look like one: what all of them have is gathered, what one would change is refused. */
function facade(scope: Scope): readonly Route[] {
  return [
    ['/api/ps', { kind: 'gather', scope, what: 'ps' }],
    ['/api/version', { kind: 'gather', scope, what: 'version' }],
    ['/api/list', notSupported('running models list not supported in multi-instance proxy')],
    ...MANAGED.map((verb): Route => [`/api/${verb}`, notSupported(NO_MANAGEMENT)]),
  ];
}

const notSupported = (text: string): Surface => ({ kind: 'refuse', status: 501, text });
