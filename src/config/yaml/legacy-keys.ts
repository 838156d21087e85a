const NOW_RETRY = 'retries are under proxy.retry';

/** Keys that files in the wild have and that do nothing (configuration.md §19): why not. */
const LEGACY: ReadonlyMap<string, string> = new Map([
  ['proxy.max_retries', `deprecated since v0.0.16, has no effect; ${NOW_RETRY}.max_attempts`],
  ['proxy.retry_backoff', `deprecated since v0.0.16, has no effect; ${NOW_RETRY}`],
  [
    'discovery.health_check',
    'has no effect; probes are set per endpoint with check_interval and check_timeout',
  ],
  ['server.rate_limits.per_endpoint', 'has no effect; limits are per client and for all together'],
  ['model_registry.unification.enabled', 'has no effect; the switch is model_registry.enable_unifier'],
  [
    'model_registry.unification.cache_ttl',
    'no longer exists; see model_registry.unification.stale_threshold',
  ],
  ['model_registry.unification.custom_rules', 'no longer exists; patterns of names stand in models.yaml'],
  [
    'model_registry.unification.family_overrides',
    'no longer exists; families stand in models.yaml, under model_extraction',
  ],
  ['discovery.static.endpoints[].tags', 'has no effect; model_filter and access.keys choose by name'],
]);

/** Where such keys stand; `[]` is any entry of a list. */
export const LEGACY_PATHS: readonly string[] = [...LEGACY.keys()];

/** What to say of a key that once was, or only seemed to be; undefined for every other key. */
export const legacyHint = (path: string): string | undefined => LEGACY.get(path.replace(/\[\d+\]/g, '[]'));
