import { type Draft, settle } from './draft.js';

const FALLBACKS: readonly string[] = ['compatible_only', 'none', 'all'];

/** Model discovery, and the values that 0 and unknown words stand for (configuration.md §7.3, §7.4). */
export function modelsRule(draft: Draft): void {
  modelDiscovery(draft);
  const { unification, routingStrategy } = draft.config.modelRegistry;
  settle(unification, {
    staleThreshold: unification.staleThreshold > 0 ? unification.staleThreshold : 86_400_000,
    cleanupInterval: unification.cleanupInterval > 0 ? unification.cleanupInterval : 300_000,
  });
  const path = 'model_registry.routing_strategy.options';
  const { options } = routingStrategy;
  if (options.discoveryTimeout <= 0) {
    draft.findings.notice(`${path}.discovery_timeout`, `${path}.discovery_timeout must be > 0, using 2s`);
    settle(options, { discoveryTimeout: 2_000 });
  }
  const fallback: string = options.fallbackBehavior || 'compatible_only';
  if (FALLBACKS.includes(fallback)) return settle(options, { fallbackBehavior: fallback as 'all' });
  draft.findings.notice(
    `${path}.fallback_behavior`,
    `${path}.fallback_behavior "${fallback}" is unknown and acts as "all"`,
    `known: ${FALLBACKS.join(', ')}`,
  );
  settle(options, { fallbackBehavior: 'all' });
}

function modelDiscovery({ config, findings }: Draft): void {
  const { enabled, interval, concurrentWorkers, timeout } = config.discovery.modelDiscovery;
  if (!enabled) return;
  for (const [key, value, example] of [
    ['interval', interval, '5m'],
    ['concurrent_workers', concurrentWorkers, '5'],
    ['timeout', timeout, '30s'],
  ] as const) {
    if (value > 0) continue;
    const path = `discovery.model_discovery.${key}`;
    findings.problem(path, `${path} must be > 0 when model discovery is enabled (e.g. ${example})`);
  }
}
