import type { ModelLimitConfig } from '../sections/index.js';
import type { Draft } from './draft.js';
import { patternComplaint } from './filter-patterns.js';

/** The limits of models: each pattern must be one, must limit something, and must be reached at all. */
export function limitsRule({ config, findings }: Draft): void {
  const { models } = config.limits;
  const seen: string[] = [];
  models.forEach((limit, index) => {
    const path = `limits.models[${index}]`;
    const complaint = patternComplaint(limit.model);
    if (complaint !== undefined) {
      findings.problem(`${path}.model`, `limits: invalid model pattern '${limit.model}': ${complaint}`);
      return;
    }
    if (limitsNothing(limit)) {
      findings.notice(
        path,
        `${path} sets no limit for "${limit.model}"`,
        'max_concurrent, requests_per_minute, tokens_per_minute',
      );
    }
    const pattern = limit.model.toLowerCase();
    const earlier = seen.find((known) => known === '*' || known === pattern);
    if (earlier !== undefined) {
      findings.notice(
        path,
        `${path} never counts: "${earlier}" comes first and fits what "${limit.model}" fits`,
      );
    }
    seen.push(pattern);
  });
}

const limitsNothing = ({ maxConcurrent, requestsPerMinute, tokensPerMinute }: ModelLimitConfig): boolean =>
  maxConcurrent === 0 && requestsPerMinute === 0 && tokensPerMinute === 0;
