import type { WrittenRules } from './model-rules.js';

/** The base with something added: own patterns are tried first, own entries win over those of the base. */
export function extended(base: WrittenRules, own: WrittenRules): WrittenRules {
  return {
    families: [...own.families, ...base.families],
    architectures: both(base.architectures, own.architectures),
    familyAliases: both(base.familyAliases, own.familyAliases),
    publishers: both(base.publishers, own.publishers),
    quantizations: both(base.quantizations, own.quantizations),
    typeCapabilities: both(base.typeCapabilities, own.typeCapabilities),
    nameCapabilities: [...own.nameCapabilities, ...base.nameCapabilities],
    contextThresholds: {
      extended: own.contextThresholds.extended ?? base.contextThresholds.extended,
      long: own.contextThresholds.long ?? base.contextThresholds.long,
      ultraLong: own.contextThresholds.ultraLong ?? base.contextThresholds.ultraLong,
    },
    preservedFamilies: [...own.preservedFamilies, ...base.preservedFamilies],
    genericNames: new Set([...own.genericNames, ...base.genericNames]),
  };
}

const both = <Value>(base: ReadonlyMap<string, Value>, own: ReadonlyMap<string, Value>) =>
  new Map([...base, ...own]);
