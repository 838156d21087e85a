import { formatDuration } from '../core/duration.js';
import type { EndpointState, EndpointStatus } from '../core/endpoint.js';
import type { CheckRecord } from '../core/fleet.js';
import type { Logger } from '../core/logger.js';
import { ERROR_TYPE } from './classify.js';
import type { Finding } from './endpoint-check.js';

const DISPLAY: Readonly<Record<EndpointStatus, string>> = {
  healthy: 'Healthy',
  busy: 'Busy',
  offline: 'Offline',
  warming: 'Warming',
  unhealthy: 'Unhealthy',
  unknown: 'Unknown',
  config_error: 'Config Error',
  rate_limited: 'Rate Limited',
};
const REMINDED_EVERY = 5;

/** What a probe changed, in the words of models-and-health.md §3.1. */
export function logTransition(
  log: Logger,
  before: EndpointState,
  failuresBefore: number,
  finding: Finding,
  check: CheckRecord,
): void {
  const { name, origin, basePath } = before.endpoint;
  const [was, status] = [DISPLAY[before.status], DISPLAY[finding.status]];
  const latency = formatDuration(Math.round(finding.latencyMs));
  const next_check_in = formatDuration(Math.max(0, check.nextCheckAt - Date.now()));
  const { consecutiveFailures: consecutive_failures } = check;
  const detail = {
    endpoint_url: origin + basePath,
    status_code: finding.statusCode,
    error_type: finding.errorType,
    check_error: finding.error,
  };
  if (finding.notice) log.info(finding.notice, { endpoint: name });
  if (before.status === finding.status) {
    if (
      finding.errorType === ERROR_TYPE.none ||
      failuresBefore === 0 ||
      failuresBefore % REMINDED_EVERY !== 0
    )
      return;
    const facts = { status, consecutive_failures, next_check_in, ...detail };
    log.warn(`Endpoint still having issues: ${name}`, facts);
  } else if (before.status === 'unknown') {
    const facts = { latency, next_check_in };
    if (finding.status === 'healthy') log.info(`Endpoint initial status: ${name} is ${status}`, facts);
    else log.warn(`Endpoint discovered offline: ${name}`, { status, ...facts, ...detail });
  } else if (finding.status === 'healthy') {
    log.info('Endpoint recovered, triggering model discovery refresh', { endpoint: name, was });
    log.info(`Endpoint recovered: ${name} is ${status}`, { was, latency, next_check_in });
  } else {
    const facts = { status, was, consecutive_failures, latency, next_check_in, ...detail };
    log.warn(`Endpoint status changed: ${name}`, facts);
  }
}
