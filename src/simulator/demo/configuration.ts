import { stringify } from 'yaml';
import type { DemoServer } from './fleet.js';

/** Enough for any demo. */
const PER_MINUTE = 600_000;

/** The configuration file that a person would have written for these servers. */
export function demoConfiguration(
  servers: readonly Pick<DemoServer, 'name' | 'url' | 'type'>[],
  host: string,
  port: number,
  logLevel: 'warn' | 'error',
): string {
  return stringify({
    server: {
      host,
      port,
      rate_limits: {
        global_requests_per_minute: PER_MINUTE,
        per_ip_requests_per_minute: PER_MINUTE,
        burst_size: 10_000,
      },
    },
    proxy: {
      load_balancer: 'least-connections',
      sticky_sessions: { enabled: true, key_sources: ['session_header'] },
    },
    discovery: {
      type: 'static',
      model_discovery: { enabled: true, interval: '30s' },
      static: {
        endpoints: servers.map(({ name, url, type }) => ({
          name,
          url,
          type,
          priority: 100,
          check_interval: '2s',
          check_timeout: '1s',
        })),
      },
    },
    logging: { level: logLevel, format: 'text' },
  });
}
