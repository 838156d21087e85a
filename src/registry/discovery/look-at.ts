import type { Endpoint } from '../../core/endpoint.js';
import type { Model } from '../../core/model.js';
import { DiscoveryFailure } from './discovery-failure.js';
import { isUndetected } from './endpoint-lister.js';
import type { ModelListClient } from './model-list-client.js';

/** What an endpoint lists at this moment, whatever kind of server it is. Rejects when it cannot be listed. */
export async function lookAt(
  endpoint: Endpoint,
  client: Pick<ModelListClient, 'list' | 'detect'>,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<readonly Model[]> {
  if (!isUndetected(endpoint)) return (await client.list(endpoint, timeoutMs, signal)).models;
  const { list } = await client.detect(endpoint, timeoutMs, signal);
  if (list instanceof DiscoveryFailure) throw list;
  return list.models;
}
