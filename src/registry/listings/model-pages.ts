import { BadRequestError } from '../../core/client-errors.js';
import type { Caller } from '../../core/caller.js';
import type { Fleet } from '../../core/fleet.js';
import { UnknownModelError } from '../../core/surface-errors.js';
import type { OwnSurface } from '../../core/surface.js';
import type { UnifiedModel } from '../catalogue/unified-model.js';
import { aliasEntries, type ConfiguredAliases, findModel } from './alias-entries.js';
import type { CreatedAt } from './created-at.js';
import { OpenAiConverter } from './formats/openai.converter.js';
import type { ListParts } from './list-pages.js';
import { modelCard, nameAsked } from './model-card.js';
import { type Page, pageOf } from './page.js';
import { Reach } from './reach.js';
import { isNarrowed, seenUnder } from './seen-by.js';

type OneModel = Extract<OwnSurface, { readonly kind: 'model' }>;

/** Single models by any of their names, whether they can be reached now or not; then configured aliases. */
export class ModelPages {
  readonly #openai = new OpenAiConverter();

  constructor(
    private readonly parts: Pick<ListParts, 'fleet' | 'catalogues' | 'aliases'>,
    private readonly created: CreatedAt,
  ) {}

  /** @throws BadRequestError without a name, UnknownModelError for one that nobody in the scope has */
  page({ shape, id, scope }: OneModel, caller?: Caller): Page {
    if (id === '') throw new BadRequestError('Model ID or alias required');
    const fleet = this.parts.fleet();
    const reach = new Reach(fleet);
    const named = this.#named(id, fleet);
    const visible = isNarrowed(caller) ? seenUnder(id, caller, named) : named;
    const model = visible.find((found) => reach.isWithin(found, scope));
    if (shape === 'openai') {
      if (!model) throw new UnknownModelError(`The model '${id}' does not exist`);
      return pageOf(this.#openai.entry(model, nameAsked(model, id), { created: this.created.of(fleet) }));
    }
    if (!model) throw new UnknownModelError('Model not found');
    const card = modelCard(model, reach.seenAt(model), Date.now());
    return pageOf(card, { ...card, last_seen: undefined });
  }

  #named(id: string, fleet: Fleet): readonly UnifiedModel[] {
    const catalogue = this.parts.catalogues.of(fleet);
    const model = findModel(catalogue, id);
    const aliases = aliasEntries(named(this.parts.aliases(), id), fleet, catalogue);
    return model ? [model, ...aliases] : aliases;
  }
}

/** The configured alias of this name, whatever its case, alone. */
function named(aliases: ConfiguredAliases, name: string): ConfiguredAliases {
  const folded = name.toLowerCase();
  return Object.fromEntries(Object.entries(aliases).filter(([alias]) => alias.toLowerCase() === folded));
}
