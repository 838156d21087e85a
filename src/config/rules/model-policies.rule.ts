import { suggestion } from '../nearest.js';
import type { ModelPolicyConfig } from '../sections/index.js';
import type { Draft } from './draft.js';
import { patternComplaint } from './filter-patterns.js';

/** Policies of models: patterns must be ones, numbers must fit each other, endpoints should be there. */
export function modelPoliciesRule(draft: Draft): void {
  const seen = new Map<string, number>();
  draft.config.models.forEach((policy, index) => {
    const path = `models[${index}]`;
    const earlier = seen.get(policy.name.toLowerCase());
    if (earlier !== undefined)
      draft.findings.problem(`${path}.name`, `"${policy.name}" has a policy already: models[${earlier}]`);
    seen.set(policy.name.toLowerCase(), index);
    names(draft, policy, path);
    numbers(draft, policy, path);
    endpoints(draft, policy, path);
  });
}

function names({ findings }: Draft, { name, fallback }: ModelPolicyConfig, path: string): void {
  const complaint = name === '' ? undefined : patternComplaint(name);
  if (complaint !== undefined)
    findings.problem(`${path}.name`, `invalid model pattern '${name}': ${complaint}`);
  fallback.forEach((model, at) => {
    const place = `${path}.fallback[${at}]`;
    if (model.trim() === '') findings.problem(place, 'empty model name');
    else if (model.includes('*')) findings.problem(place, `'${model}' must be a model, not a pattern`);
    else if (model.toLowerCase() === name.toLowerCase())
      findings.problem(place, `"${name}" cannot stand in for itself`);
  });
}

function numbers({ findings }: Draft, policy: ModelPolicyConfig, path: string): void {
  const { minReplicas, maxReplicas, preload } = policy;
  const least = Math.max(minReplicas, preload ? 1 : 0);
  if (maxReplicas > 0 && least > maxReplicas) {
    const message = `${path}.max_replicas must not be below min_replicas (${least}), got ${maxReplicas}`;
    findings.problem(`${path}.max_replicas`, message);
  }
}

function endpoints({ findings, config }: Draft, { onlyOn, neverOn }: ModelPolicyConfig, path: string): void {
  const known = config.discovery.static.endpoints.map(({ name }) => name);
  for (const [key, patterns] of [
    ['only_on', onlyOn],
    ['never_on', neverOn],
  ] as const) {
    patterns.forEach((pattern, at) => {
      const place = `${path}.${key}[${at}]`;
      const complaint = patternComplaint(pattern);
      if (complaint !== undefined) findings.problem(place, `invalid pattern '${pattern}': ${complaint}`);
      else if (!pattern.includes('*') && known.length > 0 && !known.some((name) => same(name, pattern)))
        findings.notice(place, `no endpoint is named "${pattern}"`, suggestion(pattern, known));
    });
  }
}

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
