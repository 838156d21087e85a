import type { Fleet, ModelLookup } from '../../core/fleet.js';
import { Alias } from './alias.js';
import type { Holders } from './target.js';

/** Who could serve an alias, whatever their status. */
export interface AliasMatch {
  /** As configured. */
  readonly alias: string;
  /**
   * Endpoint → what it is to be sent, in configuration order. A stage counts only when no endpoint of the
   * ones before it can serve. None is empty; there is none at all when nobody lists any target.
   */
  readonly stages: readonly ReadonlyMap<string, string>[];
}

/** The aliases of one configuration (models-and-health.md §12, §18.9). */
export class AliasTable {
  readonly #byName: ReadonlyMap<string, Alias>;
  readonly #matches = new Map<Alias, AliasMatch>();
  #matchesOf: ModelLookup | undefined;

  /**
   * @param aliases `model_aliases`, checked
   * @param names finds targets that are named in full; patterns are compared with the fleet's lists
   */
  constructor(aliases: Readonly<Record<string, readonly string[]>>, names: Holders) {
    this.#byName = new Map(
      Object.entries(aliases).map(([name, targets]) => [name.toLowerCase(), new Alias(name, targets, names)]),
    );
  }

  /**
   * Undefined for a name that is no alias. What is found is kept until the fleet's lists change. Targets
   * are models and never aliases, so nothing can lead in a circle.
   * @param name in any letter case
   */
  resolve(name: string, fleet: Fleet): AliasMatch | undefined {
    const alias = this.#byName.get(name.toLowerCase());
    if (!alias) return undefined;
    if (this.#matchesOf !== fleet.byModel) {
      this.#matches.clear();
      this.#matchesOf = fleet.byModel;
    }
    let match = this.#matches.get(alias);
    if (!match) this.#matches.set(alias, (match = { alias: alias.name, stages: alias.stagesIn(fleet) }));
    return match;
  }

  /** As configured, in its order. */
  *names(): Iterable<string> {
    for (const { name } of this.#byName.values()) yield name;
  }
}

/** Why a request goes to this many endpoints. */
export const aliasReason = ({ alias }: AliasMatch, endpoints: number): string =>
  `alias "${alias}" resolved to ${endpoints} endpoint(s)`;
