/** What a path under `/olla/` asks for: one table, rebuilt on reload (architecture.md §4). */

/** Which endpoints a route may use. */
export interface Scope {
  /** The normalised provider as it stands in messages; `` for `/olla/proxy`. */
  readonly provider: string;
  /** Canonical profile names that are allowed; undefined = every endpoint. */
  readonly profiles?: ReadonlySet<string>;
  /** True when nothing of another type may ever answer. */
  readonly failClosed: boolean;
}

/** The language in which a client reads answers and errors. */
export type Dialect = 'openai' | 'anthropic' | 'ollama';

export type Surface =
  | { readonly kind: 'forward'; readonly prefix: string; readonly scope: Scope }
  | { readonly kind: 'listing'; readonly scope: Scope }
  | { readonly kind: 'refuse'; readonly status: number; readonly text: string }
  | { readonly kind: 'redirect'; readonly location: string };
