export const VIEWS = {
  fleet: 'Fleet',
  traffic: 'Traffic',
  models: 'Models',
  requests: 'Requests',
  sessions: 'Sessions',
  translators: 'Translators',
  playground: 'Playground',
} as const;
export type View = keyof typeof VIEWS;

/** Addresses that other pages link to. */
const ALSO: ReadonlyMap<string, View> = new Map([
  ['overview', 'fleet'],
  ['endpoints', 'fleet'],
]);

/** Which view is open, and what is looked at in it: `#fleet`, `#requests/<id>`. Back and forward work. */
class Route {
  view = $state<View>('fleet');
  detail = $state('');

  start(): void {
    this.#read();
    addEventListener('hashchange', () => this.#read());
  }

  open(view: View, detail = ''): void {
    location.hash = detail === '' ? view : `${view}/${encodeURIComponent(detail)}`;
  }

  #read(): void {
    const [view = '', ...rest] = location.hash.slice(1).split('/');
    this.view = Object.hasOwn(VIEWS, view) ? (view as View) : (ALSO.get(view) ?? 'fleet');
    this.detail = decoded(rest.join('/')).replace(/^ep-/, '');
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}

export const route = new Route();
