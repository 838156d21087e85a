import type { TracingConfig } from '../config/index.js';
import { build } from '../core/version.js';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Where spans go: what the file says, as a base or as the whole URL.
 * @returns undefined where it says nothing: the exporter itself reads `OTEL_EXPORTER_OTLP_TRACES_ENDPOINT` and
 * `OTEL_EXPORTER_OTLP_ENDPOINT`, and takes `http://localhost:4318` without them
 */
export function tracesUrl({ endpoint }: TracingConfig): string | undefined {
  if (!endpoint) return undefined;
  const url = new URL(endpoint);
  if (url.pathname === '/') url.pathname = '/v1/traces';
  return url.href;
}

/** What every span says of the service: the file, before `OTEL_SERVICE_NAME` and `OTEL_RESOURCE_ATTRIBUTES`. */
export function resourceAttributes(
  { serviceName, attributes }: TracingConfig,
  env: Environment,
): Readonly<Record<string, string>> {
  const standard = listed(env['OTEL_RESOURCE_ATTRIBUTES'] ?? '');
  return {
    'service.version': build.version,
    ...standard,
    ...attributes,
    'service.name': serviceName ?? env['OTEL_SERVICE_NAME'] ?? standard['service.name'] ?? 'olla',
  };
}

/** `key=value,key=value`, values with escapes as in URLs; what is not of that form is left out. */
function listed(text: string): Readonly<Record<string, string>> {
  const pairs = text.split(',').flatMap((pair): [string, string][] => {
    const end = pair.indexOf('=');
    if (end <= 0) return [];
    try {
      return [[pair.slice(0, end).trim(), decodeURIComponent(pair.slice(end + 1).trim())]];
    } catch {
      return [];
    }
  });
  return Object.fromEntries(pairs);
}
