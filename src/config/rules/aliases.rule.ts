import { linksOf } from '../../core/alias-target.js';
import { within } from '../places.js';
import type { Draft } from './draft.js';
import { patternComplaint } from './filter-patterns.js';

/** Names that stand for models (configuration.md §9.2, models-and-health.md §12). */
export function aliasesRule(draft: Draft): void {
  const { findings, config } = draft;
  const seen = new Map<string, string>();
  for (const [alias, models] of Object.entries(config.modelAliases)) {
    const path = within('model_aliases', alias);
    const complain = (message: string): void => findings.problem(path, message);
    if (alias === '') complain('model alias name cannot be empty');
    else if (alias.trim() !== alias) complain(`model alias "${alias}" contains leading/trailing whitespace`);
    const twin = seen.get(alias.toLowerCase());
    if (twin !== undefined)
      complain(`model alias "${alias}" differs from "${twin}" in upper and lower case only`);
    seen.set(alias.toLowerCase(), alias);
    targets(draft, alias, models, path);
  }
}

function targets({ findings }: Draft, alias: string, models: readonly string[], path: string): void {
  if (models.length === 0) findings.problem(path, `model alias "${alias}" has no actual models configured`);
  models.forEach((model, index) => {
    const at = `${path}[${index}]`;
    const complaint = targetComplaint(model, index);
    if (complaint !== undefined) findings.problem(at, `model alias "${alias}" has ${complaint}`);
    else if (models.indexOf(model) < index) {
      findings.notice(at, `Duplicate model name in alias configuration: "${model}" in "${alias}"`);
    }
  });
}

/** A target is a name, a pattern with `*`, or a chain of both: `primary -> secondary`. */
function targetComplaint(target: string, index: number): string | undefined {
  for (const link of linksOf(target)) {
    if (link === '') return `empty model name at position ${index}`;
    const complaint = patternComplaint(link);
    if (complaint !== undefined) return `invalid pattern '${link}' at position ${index}: ${complaint}`;
  }
  return undefined;
}
