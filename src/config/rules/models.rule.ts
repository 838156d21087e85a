import { suggestion } from '../nearest.js';
import { type Draft, settle } from './draft.js';
import { reportPatterns } from './filter-patterns.js';

const USUAL = 'compatible_only';
const FALLBACKS: readonly string[] = [USUAL, 'none', 'all'];

/** What models are and which there are, and the values that 0 and unknown words stand for (configuration.md §7.3, §7.4). */
export function modelsRule(draft: Draft): void {
  modelDiscovery(draft);
  const { modelFilter, modelRegistry } = draft.config;
  reportPatterns(draft.findings, modelFilter, 'model_filter', 'model_filter');
  const { unification } = modelRegistry;
  settle(unification, {
    staleThreshold: unification.staleThreshold > 0 ? unification.staleThreshold : 86_400_000,
    cleanupInterval: unification.cleanupInterval > 0 ? unification.cleanupInterval : 300_000,
  });
  routingOptions(draft);
}

/** A word that nobody knows must not open the fleet: it is taken for the usual one (models-and-health.md §14.4). */
function routingOptions({ config, findings }: Draft): void {
  const path = 'model_registry.routing_strategy.options';
  const { options } = config.modelRegistry.routingStrategy;
  if (options.discoveryTimeout <= 0) {
    findings.notice(`${path}.discovery_timeout`, `${path}.discovery_timeout must be > 0, using 2s`);
    settle(options, { discoveryTimeout: 2_000 });
  }
  const written: string = options.fallbackBehavior;
  if (FALLBACKS.includes(written)) return;
  settle(options, { fallbackBehavior: USUAL });
  if (written === '') return;
  findings.notice(
    `${path}.fallback_behavior`,
    `${path}.fallback_behavior "${written}" is unknown and acts as "${USUAL}"`,
    suggestion(written, FALLBACKS) ?? `known: ${FALLBACKS.join(', ')}`,
  );
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
