import type { Caller } from './caller.js';

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
  /** Models of a scope. `filters` = the query parameters of `/olla/models` count (http-api.md §16.1). */
  | {
      readonly kind: 'listing';
      readonly scope: Scope;
      readonly format: string;
      readonly filters: boolean;
    }
  /** One model; `id` is decoded and may hold slashes. */
  | {
      readonly kind: 'model';
      readonly scope: Scope;
      readonly shape: 'unified' | 'openai';
      readonly id: string;
    }
  /** Something of Ollama's own that is gathered from all of its servers (backends.md §13.9). */
  | { readonly kind: 'gather'; readonly scope: Scope; readonly what: 'ps' | 'version' }
  | { readonly kind: 'refuse'; readonly status: number; readonly text: string }
  | { readonly kind: 'redirect'; readonly location: string };

/** A surface that Olla answers by itself, from what it knows or can find out. */
export type OwnSurface = Extract<Surface, { readonly kind: 'listing' | 'model' | 'gather' }>;

/** What such an answer depends on besides its surface. */
export interface Question {
  /** As it came, without its `?`. */
  readonly query: string;
  readonly ifNoneMatch: string | undefined;
  /** Who asks, where callers have to prove who they are. */
  readonly caller?: Caller | undefined;
}

/** An answer that is there as a whole. */
export interface WholeAnswer {
  readonly status: number;
  /** Name, value, name, value; without the length of the body. */
  readonly headers: readonly string[];
  readonly body: Buffer;
}
