/** How names and details of models are read: the content of `models.yaml` (models-and-health.md §11.4). */

/** A pattern that finds family and variant in a lower-cased name. */
export interface FamilyRule<Pattern> {
  readonly pattern: Pattern;
  /** Number of the group that holds the family. */
  readonly familyGroup: number;
  /** Number of the group that holds the variant; 0 when there is none. */
  readonly variantGroup: number;
}

/** Capabilities of every model whose name has the pattern in it. */
export interface CapabilityRule<Pattern> {
  readonly pattern: Pattern;
  readonly capabilities: readonly string[];
}

/** The labels of context lengths: the smallest length that earns each of them, where one is set. */
export interface ContextThresholds {
  readonly extended?: number | undefined;
  readonly long?: number | undefined;
  readonly ultraLong?: number | undefined;
}

/** All rules. Maps and not objects: a model may be called `constructor`. */
export interface RuleSet<Pattern> {
  /** In the order in which they are tried. */
  readonly families: readonly FamilyRule<Pattern>[];
  /** Architecture → family. */
  readonly architectures: ReadonlyMap<string, string>;
  /** Another name of a family → family. */
  readonly familyAliases: ReadonlyMap<string, string>;
  /** Beginning of a model's name → who made it. */
  readonly publishers: ReadonlyMap<string, string>;
  /** Upper-cased quantisation → its short form. */
  readonly quantizations: ReadonlyMap<string, string>;
  /** Lower-cased model type → what such a model can do. */
  readonly typeCapabilities: ReadonlyMap<string, readonly string[]>;
  readonly nameCapabilities: readonly CapabilityRule<Pattern>[];
  readonly contextThresholds: ContextThresholds;
  /** Families that are kept whole, whatever the patterns would make of them. */
  readonly preservedFamilies: readonly string[];
  /** Names that say nothing of the model. */
  readonly genericNames: ReadonlySet<string>;
}

/** The rules as they are written, patterns in RE2 syntax. */
export type WrittenRules = RuleSet<string>;

/** The rules as they are applied. */
export type ModelRules = RuleSet<RegExp>;
