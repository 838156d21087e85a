import type { NameFilter } from '../endpoints/name-filter.js';
import type { Findings } from '../findings.js';

/** What is wrong with a pattern (configuration.md §11.3); undefined when nothing is. */
export function patternComplaint(pattern: string): string | undefined {
  if (pattern.trim() === '') return 'empty or whitespace-only pattern';
  if (pattern.includes('**')) return 'double asterisk not supported';
  if (pattern.split('*').length > 3) return 'too many wildcards';
  const between = pattern.slice(1, -1).split('*').length - 1;
  return between > 1 ? 'wildcards only supported at start and/or end, and once in between' : undefined;
}

/** Reports each bad pattern of a filter; `subject` leads the message. */
export function reportPatterns(
  findings: Findings,
  filter: NameFilter | undefined,
  path: string,
  subject: string,
): void {
  for (const list of ['include', 'exclude'] as const) {
    filter?.[list].forEach((pattern, index) => {
      const complaint = patternComplaint(pattern);
      if (complaint === undefined) return;
      findings.problem(
        `${path}.${list}[${index}]`,
        `${subject}: invalid ${list} pattern '${pattern}': ${complaint}`,
      );
    });
  }
}
