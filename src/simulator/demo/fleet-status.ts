import { isObject, listOf, objectOf, textOf } from '../http/fields.js';

const PATIENCE_MS = 900;

/** The status of each endpoint as Olla tells it; empty when it does not answer. */
export async function fleetStatus(url: string): Promise<ReadonlyMap<string, string>> {
  try {
    const response = await fetch(`${url}/internal/status/endpoints`, {
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    const endpoints = listOf(objectOf(await response.json())['endpoints']).filter(isObject);
    return new Map(endpoints.map(({ name, status }) => [textOf(name) ?? '', textOf(status) ?? '?']));
  } catch {
    return new Map();
  }
}
