import type { Findings } from '../findings.js';
import type { NameFilterConfig } from '../sections/index.js';

/** What is wrong with a pattern (configuration.md §11.3); undefined when nothing is. */
export function patternComplaint(pattern: string): string | undefined {
  if (pattern.trim() === '') return 'empty or whitespace-only pattern';
  if (pattern.includes('**')) return 'double asterisk not supported';
  if (pattern.split('*').length > 3) return 'too many wildcards';
  // What is between the first and the last character: `*` there is neither at the start nor at the end.
  return pattern.slice(1, -1).includes('*') ? 'wildcards only supported at start and/or end' : undefined;
}

/** Reports each bad pattern of a filter; `subject` leads the message. */
export function reportPatterns(
  findings: Findings,
  filter: NameFilterConfig | undefined,
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
