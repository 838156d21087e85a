import type { EndpointState } from '../core/endpoint.js';

/** The rows that an operator sees after a forced run: highest priority first, times in whole seconds. */
export function endpointTable(endpoints: readonly EndpointState[]): readonly object[] {
  const seconds = (ms: number): string => `${Math.round(ms / 1000)}s`;
  return [...endpoints]
    .sort((a, b) => b.endpoint.priority - a.endpoint.priority)
    .map(({ endpoint, status }) => ({
      pri: endpoint.priority,
      name: endpoint.name,
      type: endpoint.type,
      url: endpoint.origin + endpoint.basePath,
      health: status,
      check: seconds(endpoint.checkIntervalMs),
      timeout: seconds(endpoint.checkTimeoutMs),
    }));
}
