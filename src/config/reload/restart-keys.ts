/** Keys that count only after a restart (configuration.md §24.4): these, and everything below them. */
const RESTART_KEYS = [
  'server.host',
  'server.port',
  'server.read_timeout',
  'server.read_header_timeout',
  'server.write_timeout',
  'server.idle_timeout',
  'server.request_limits.max_header_size',
  'model_registry.type',
  'translators.anthropic.enabled',
  'dashboard.enabled',
  'extensions',
] as const;

export const needsRestart = (path: string): boolean =>
  RESTART_KEYS.some((key) => path === key || path.startsWith(`${key}.`) || path.startsWith(`${key}[`));
