import type { Caller } from '../../core/caller.js';
import { NotSupportedError } from '../../core/surface-errors.js';
import type { OwnSurface, Question, WholeAnswer } from '../../core/surface.js';
import { CreatedAt } from './created-at.js';
import type { OllamaFacade } from './gathering/ollama-facade.js';
import { ListPages, type ListParts } from './list-pages.js';
import { ModelPages } from './model-pages.js';
import { answerWith, type Page, pageOf } from './page.js';
import { isNarrowed } from './seen-by.js';

/** What the service works with. */
export interface ListingParts extends ListParts {
  readonly facade: OllamaFacade;
  /** `model_registry.enable_unifier`. */
  readonly unified: () => boolean;
  /** What `/olla/models` answers while nothing is unified: the page of `/internal/status/models`. */
  readonly statusPage: (query: string) => Page;
}

type Of<K extends OwnSurface['kind']> = Extract<OwnSurface, { readonly kind: K }>;

/**
 * Answers what is asked about models. What cannot be answered is thrown as an `OllaError`, for the caller
 * to put into the client's dialect.
 */
export class ListingService {
  readonly #lists: ListPages;
  readonly #models: ModelPages;

  constructor(private readonly parts: ListingParts) {
    const created = new CreatedAt();
    this.#lists = new ListPages(parts, created);
    this.#models = new ModelPages(parts, created);
  }

  /** From memory and at once, except what has to be gathered from backends. */
  answer(surface: OwnSurface, { query, ifNoneMatch, caller }: Question): WholeAnswer | Promise<WholeAnswer> {
    switch (surface.kind) {
      case 'listing':
        return answerWith(this.#list(surface, query, caller), ifNoneMatch);
      case 'model':
        return answerWith(this.#model(surface, caller), ifNoneMatch);
      case 'gather':
        return this.#gathered(surface, ifNoneMatch, caller);
    }
  }

  /** Without its unifier the original has no list but what each endpoint said (models-and-health.md §10.4). */
  #list(surface: Of<'listing'>, query: string, caller?: Caller): Page {
    if (this.parts.unified()) return this.#lists.page(surface, query, caller);
    if (surface.filters && !isNarrowed(caller)) return this.parts.statusPage(query);
    throw new NotSupportedError(500, 'unified models not supported');
  }

  #model(surface: Of<'model'>, caller?: Caller): Page {
    if (this.parts.unified()) return this.#models.page(surface, caller);
    if (surface.shape === 'unified') throw new NotSupportedError(501, 'Unified models not supported');
    throw new NotSupportedError(500, 'unified models not supported');
  }

  async #gathered(
    { what }: Of<'gather'>,
    ifNoneMatch: string | undefined,
    caller?: Caller,
  ): Promise<WholeAnswer> {
    const { facade } = this.parts;
    const gathered = what === 'ps' ? facade.running(caller) : facade.version();
    return answerWith(pageOf(await gathered), ifNoneMatch);
  }
}
