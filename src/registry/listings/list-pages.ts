import type { Caller } from '../../core/caller.js';
import type { Fleet } from '../../core/fleet.js';
import type { OwnSurface, Scope } from '../../core/surface.js';
import type { CatalogueSource } from '../catalogue/catalogue.js';
import type { UnifiedModel } from '../catalogue/unified-model.js';
import type { ProfileCatalogue } from '../profiles/index.js';
import { aliasEntries, type ConfiguredAliases } from './alias-entries.js';
import type { CreatedAt } from './created-at.js';
import { converterAsked, converterOf } from './format-named.js';
import { AnthropicList } from './formats/anthropic-list.js';
import type { ListConverter } from './list-converter.js';
import type { ConverterLookup } from './list-converters.js';
import { NO_FILTERS, readFilters } from './model-filters.js';
import { modelList } from './model-list.js';
import { type Page, pageOf } from './page.js';
import { PageCache } from './page-cache.js';
import { isNarrowed, seenBy } from './seen-by.js';

type Listing = Extract<OwnSurface, { readonly kind: 'listing' }>;

/** What lists are made of. */
export interface ListParts {
  readonly fleet: () => Fleet;
  readonly catalogues: CatalogueSource;
  readonly converters: ConverterLookup;
  readonly profiles: () => ProfileCatalogue;
  /** `model_aliases`. */
  readonly aliases: () => ConfiguredAliases;
  /** Epoch milliseconds. */
  readonly startedAt: number;
}

/** Lists of models, each written once for one state of the fleet. */
export class ListPages {
  readonly #cache = new PageCache();
  readonly #anthropic: AnthropicList;
  /** Scopes have no name that only one of them has. */
  readonly #numbers = new WeakMap<Scope, number>();
  #scopes = 0;

  constructor(
    private readonly parts: ListParts,
    private readonly created: CreatedAt,
  ) {
    this.#anthropic = new AnthropicList(parts.startedAt);
  }

  /**
   * @param caller sees only what it may use
   * @throws BadRequestError where the query counts and means nothing
   */
  page(surface: Listing, query: string, caller?: Caller): Page {
    const { scope } = surface;
    const asked = surface.filters ? new URLSearchParams(query) : undefined;
    const format = asked?.get('format') || surface.format;
    const converter = this.#converter(surface, format);
    const filters = asked ? readFilters(asked) : NO_FILTERS;
    const fleet = this.parts.fleet();
    const aliases = this.parts.aliases();
    const make = (): Page => {
      const catalogue = this.parts.catalogues.of(fleet);
      const named = this.#listsAliases(converter) ? aliasEntries(aliases, fleet, catalogue) : [];
      const visible = (models: readonly UnifiedModel[]): readonly UnifiedModel[] =>
        isNarrowed(caller) ? seenBy(caller, models) : models;
      const matter = { fleet, scope, filters, created: this.created.of(fleet) };
      const lists = { models: visible(catalogue.models), aliases: visible(named) };
      return pageOf(modelList(converter, { ...matter, ...lists }));
    };
    if (isNarrowed(caller)) return make();
    const key = JSON.stringify([format, surface.filters, this.#numberOf(scope), filters]);
    return this.#cache.get(key, [fleet, aliases, newestSight(fleet)], make);
  }

  #converter({ filters, format: own }: Listing, asked: string): ListConverter {
    const { converters, profiles } = this.parts;
    if (filters) return converterAsked(asked, converters, profiles());
    return own === 'anthropic' ? this.#anthropic : converterOf(own, converters);
  }

  #numberOf(scope: Scope): number {
    const known = this.#numbers.get(scope) ?? ++this.#scopes;
    this.#numbers.set(scope, known);
    return known;
  }

  /** Lists that are nobody's own hold every name that can be used. */
  #listsAliases(converter: ListConverter): boolean {
    const { converters } = this.parts;
    return converter === converters.get('openai') || converter === converters.get('unified');
  }
}

/** The last time at which any endpoint confirmed its list: some lists tell. */
const newestSight = ({ endpoints }: Fleet): number =>
  endpoints.reduce((newest, { load }) => Math.max(newest, load.modelsSeenAt), 0);
