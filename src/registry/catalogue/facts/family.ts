import type { ModelRules } from '../rules/index.js';
import { patternText } from './pattern-text.js';

/** What a model descends from, and which of its line it is; `` for what is not known. */
export interface Family {
  readonly family: string;
  readonly variant: string;
}

const UNKNOWN: Family = { family: '', variant: '' };

/** Families that a name may begin with without any rule naming them. */
const PLAIN = [
  ...['llama', 'gemma', 'phi', 'qwen', 'mistral', 'mixtral', 'yi', 'deepseek', 'codellama', 'starcoder'],
  ...['vicuna', 'falcon', 'gpt2', 'gptj', 'gptneox', 'bloom', 'opt', 'mpt'],
];

/** Reads the family from a name and, where it is known, the architecture (models-and-health.md §11.6). */
export function familyOf(name: string, architecture: string, rules: ModelRules): Family {
  const lower = patternText(name.trim().toLowerCase());
  return (
    preserved(lower, architecture, rules) ??
    byArchitecture(lower, architecture, rules) ??
    byPattern(lower, rules) ??
    byFirstWord(lower, rules)
  );
}

/** What a family that a server names would be called here, such as llama 3 for `llama3`; undefined for a stranger. */
export function normalisedFamily(written: string, rules: ModelRules): Family | undefined {
  const lower = patternText(written.trim().toLowerCase());
  if (rules.preservedFamilies.includes(lower)) return { family: lower, variant: '' };
  return byArchitecture(lower, lower, rules) ?? byPattern(lower, rules);
}

function preserved(name: string, architecture: string, rules: ModelRules): Family | undefined {
  const last = name.slice(name.lastIndexOf('/') + 1);
  for (const family of rules.preservedFamilies) {
    const begins = last.startsWith(family) && /^(?:$|[-_:/.])/.test(last.slice(family.length));
    if (begins || architecture === family) return { family, variant: '' };
  }
  return undefined;
}

function byArchitecture(name: string, architecture: string, rules: ModelRules): Family | undefined {
  const family = rules.architectures.get(architecture) ?? rules.familyAliases.get(architecture);
  if (family === undefined) return undefined;
  const rest = architecture.startsWith(family) ? architecture.slice(family.length) : '';
  const telling = rules.genericNames.has(name) || name.includes(family);
  return { family, variant: telling && /^\d/.test(rest) ? rest : '' };
}

/** The first pattern that matches and has a family in it. */
export function byPattern(name: string, { families }: Pick<ModelRules, 'families'>): Family | undefined {
  for (const { pattern, familyGroup, variantGroup } of families) {
    const found = pattern.exec(name);
    const family = found?.[familyGroup];
    if (family) return { family, variant: (variantGroup > 0 && found?.[variantGroup]) || '' };
  }
  return undefined;
}

function byFirstWord(name: string, { familyAliases }: ModelRules): Family {
  const word = name.split(/[-_:/]/, 1)[0]!;
  let longest = '';
  for (const alias of familyAliases.keys()) {
    if (alias.length > longest.length && word.startsWith(alias)) longest = alias;
  }
  const family = familyAliases.get(longest) ?? PLAIN.find((plain) => word.startsWith(plain));
  return family === undefined ? UNKNOWN : { family, variant: '' };
}
